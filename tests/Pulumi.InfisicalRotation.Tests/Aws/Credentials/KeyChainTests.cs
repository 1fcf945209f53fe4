using Microsoft.Extensions.Time.Testing;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Aws.Credentials;

/// <summary>Where the keys come from. A request shows which were used.</summary>
public sealed class KeyChainTests : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/infisical-rotator";

    private const string Lent =
        "<Credentials><AccessKeyId>ASIALENT</AccessKeyId><SecretAccessKey>lent</SecretAccessKey>"
        + "<SessionToken>lent-token</SessionToken><Expiration>2026-08-01T10:30:00Z</Expiration></Credentials>";

    private readonly string _folder = Directory.CreateTempSubdirectory("aws-keys").FullName;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keys_of_the_settings_win_over_the_environment() => Assert.Equal(
        ["ListAccessKeys AKIATEST"],
        await Requests(AwsClients.FixedKeys, ("AWS_ACCESS_KEY_ID", "AKIAENV"), ("AWS_SECRET_ACCESS_KEY", "x")));

    [Fact]
    public async Task Keys_of_the_environment_are_used_with_their_token() => Assert.Equal(
        ["ListAccessKeys ASIAENV token"],
        await Requests(
            new AwsSettings(),
            ("AWS_ACCESS_KEY_ID", "ASIAENV"),
            ("AWS_SECRET_ACCESS_KEY", "x"),
            ("AWS_SESSION_TOKEN", "token")));

    [Fact]
    public async Task Half_a_key_in_the_environment_is_reported()
    {
        var fault = await Assert.ThrowsAsync<AwsException>(
            () => Requests(new AwsSettings(), ("AWS_ACCESS_KEY_ID", "AKIAENV")));

        Assert.Equal(AwsErrorKind.CredentialsMissing, fault.Kind);
        Assert.Contains("AWS_SECRET_ACCESS_KEY is not", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_profile_of_the_settings_wins_over_the_environment() => Assert.Equal(
        ["ListAccessKeys AKIAPROFILE"],
        await Requests(
            new AwsSettings { Profile = "ops" },
            Profiles("[ops]\naws_access_key_id = AKIAPROFILE\naws_secret_access_key = x\n"),
            ("AWS_ACCESS_KEY_ID", "AKIAENV"),
            ("AWS_SECRET_ACCESS_KEY", "x")));

    [Theory]
    [InlineData("ops", "AKIAOPS")]
    [InlineData(null, "AKIADEFAULT")]
    public async Task The_profile_can_be_named_in_the_environment_and_is_default_otherwise(string? name, string key)
    {
        var file = Profiles(
            "[ops]\naws_access_key_id = AKIAOPS\naws_secret_access_key = x\n"
            + "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = x\n");

        Assert.Equal(
            [$"ListAccessKeys {key}"],
            await Requests(new AwsSettings(), name is null ? [file] : [file, ("AWS_PROFILE", name)]));
    }

    [Fact]
    public async Task A_profile_that_assumes_a_role_does_so_with_the_keys_of_its_source() => Assert.Equal(
        ["AssumeRole AKIAOPS", "ListAccessKeys ASIALENT lent-token"],
        await Requests(
            new AwsSettings { Profile = "role" },
            Profiles(
                $"[role]\nrole_arn = {Role}\nsource_profile = ops\nexternal_id = e\n"
                + "[ops]\naws_access_key_id = AKIAOPS\naws_secret_access_key = x\n")));

    [Theory]
    [InlineData("missing", "was not found")]
    [InlineData("mfa", "requires an MFA code")]
    [InlineData("circle", "refers to itself")]
    [InlineData("lost", "The AWS profile \"nowhere\" was not found")]
    public async Task A_profile_that_gives_no_keys_says_why(string name, string reason)
    {
        var file = Profiles(
            $"[mfa]\nrole_arn = {Role}\nsource_profile = ops\nmfa_serial = arn:aws:iam::123456789012:mfa/me\n"
            + $"[circle]\nrole_arn = {Role}\nsource_profile = round\n[round]\nrole_arn = {Role}\nsource_profile = circle\n"
            + $"[lost]\nrole_arn = {Role}\nsource_profile = nowhere\n");

        var fault = await Assert.ThrowsAsync<AwsException>(() => Requests(new AwsSettings { Profile = name }, file));

        Assert.Equal(AwsErrorKind.CredentialsMissing, fault.Kind);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\naws_access_key_id = AKIAX\naws_secret_access_key: s3cret\n")]
    [InlineData("[default]\ns3cret\n")]
    [InlineData("s3cret\n[default]\naws_access_key_id = AKIAX\n")]
    [InlineData("[default\naws_secret_access_key = s3cret\n")]
    [InlineData("[default]\naws_secret_access_key = s3cret\n")]
    [InlineData("[default]\ncredential_process = echo s3cret-output\n", "s3cret-output")]
    public async Task A_profile_that_cannot_be_read_is_reported_without_its_text(
        string text, string secret = "s3cret")
    {
        var fault = await Assert.ThrowsAsync<AwsException>(() => Requests(new AwsSettings(), Profiles(text)));

        Assert.Equal(AwsErrorKind.CredentialsMissing, fault.Kind);
        Assert.DoesNotContain(secret, fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_with_a_colon_is_called_malformed()
    {
        var file = Profiles("[default]\naws_access_key_id = AKIAX\naws_secret_access_key: s3cret\n");

        var fault = await Assert.ThrowsAsync<AwsException>(() => Requests(new AwsSettings(), file));

        Assert.Contains("could not be read (InvalidDataException)", fault.Message, StringComparison.Ordinal);
        Assert.Null(fault.InnerException);
    }

    [Theory]
    [InlineData("s3cret-of-lender")]
    [InlineData("s3cret-token-of-lender")]
    [InlineData("lent-secret")]
    public async Task A_message_about_lent_keys_contains_no_secret_of_their_lender(string secret)
    {
        var settings = new AwsSettings { RoleArn = Role };
        using var stub = new StubServer(request => ActionOf(request) is "AssumeRole"
            ? AwsClients.Result("AssumeRole", Lent.Replace(">lent<", ">lent-secret<", StringComparison.Ordinal))
            : AwsClients.Error(400, "ValidationError", $"quoted: {secret}"));
        using var aws = new AwsClient(
            AwsClients.Options(
                settings,
                null,
                ("AWS_ACCESS_KEY_ID", "AKIAENV"),
                ("AWS_SECRET_ACCESS_KEY", "s3cret-of-lender"),
                ("AWS_SESSION_TOKEN", "s3cret-token-of-lender")),
            stub);

        var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));

        Assert.EndsWith("quoted: [secret].", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_web_identity_is_exchanged_for_keys_without_a_signature()
    {
        var file = Path.Combine(_folder, "token");
        await File.WriteAllTextAsync(file, "s3cret-jwt\n", Cancelled);

        Assert.Equal(
            ["AssumeRoleWithWebIdentity", "ListAccessKeys ASIALENT lent-token"],
            await Requests(new AwsSettings(), ("AWS_WEB_IDENTITY_TOKEN_FILE", file), ("AWS_ROLE_ARN", Role)));
    }

    [Fact]
    public async Task The_keys_of_a_role_are_lent_once_and_renewed_before_they_expire()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 8, 1, 10, 15, 0, TimeSpan.Zero));
        using var stub = new StubServer(Answer);
        using var aws = AwsClients.Of(stub, AwsClients.FixedKeys with { RoleArn = Role }, time);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => aws.Iam.ListAccessKeys("ci-bot", Cancelled)));
        Assert.Single(stub.Requests, request => request.Body!.Contains("AssumeRole", StringComparison.Ordinal));

        time.Advance(TimeSpan.FromMinutes(14.5));
        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);
        Assert.Equal(2, stub.Requests.Count(request => request.Body!.Contains("AssumeRole", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_role_that_AWS_lends_signs_the_requests()
    {
        await using var server = await AwsClients.Server();
        server.World.PutPolicy("infisical-rotator", "p", """{"Statement":{"Effect":"Allow","Action":"iam:ListAccessKeys","Resource":"*"}}""");
        using var aws = AwsClients.Of(server, root => root with { RoleArn = Role });

        Assert.Empty(await aws.Iam.ListAccessKeys("ci-bot", Cancelled));
        Assert.Contains(":assumed-role/infisical-rotator/", (await aws.GetCallerIdentity(Cancelled)).Arn, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_be_assumed_is_reported_once_for_all()
    {
        await using var server = await AwsClients.Server();
        using var aws = AwsClients.Of(server, root => root with { RoleArn = $"{Role}-other" });

        for (var call = 0; call < 3; call++)
        {
            var fault = await Assert.ThrowsAsync<AwsException>(() => aws.Iam.ListAccessKeys("ci-bot", Cancelled));
            Assert.Equal((AwsErrorKind.AccessDenied, "AssumeRole"), (fault.Kind, fault.Action));
        }

        Assert.Single(server.Requests.All);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Each request: action, key and token.</summary>
    private static async Task<IEnumerable<string>> Requests(
        AwsSettings settings, params (string Name, string Value)[] variables)
    {
        using var stub = new StubServer(Answer);
        using var aws = new AwsClient(AwsClients.Options(settings, new ImmediateTime(), variables), stub);
        await aws.Iam.ListAccessKeys("ci-bot", Cancelled);
        return stub.Requests.Select(request => string.Join(
            ' ',
            new[]
            {
                ActionOf(request),
                request.Token?.Split('=', '/')[1],
                request.Headers.GetValueOrDefault("x-amz-security-token"),
            }.Where(part => part is not null)));
    }

    private static HttpResponseMessage Answer(Arrived request) =>
        ActionOf(request) is var action && action == "ListAccessKeys" ? AwsClients.NoKeys() : AwsClients.Result(action, Lent);

    private static string ActionOf(Arrived request) => request.Body!.Split('&')[0].Split('=')[1];

    private (string Name, string Value) Profiles(string text)
    {
        var file = Path.Combine(_folder, "credentials");
        File.WriteAllText(file, text);
        return ("AWS_SHARED_CREDENTIALS_FILE", file);
    }
}
