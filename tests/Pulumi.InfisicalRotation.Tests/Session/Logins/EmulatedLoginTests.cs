using System.Security.Cryptography.X509Certificates;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session.Logins;

/// <summary>Each login method against the emulated server, which verifies the proof.</summary>
public sealed class EmulatedLoginTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public static TheoryData<string> TokenMethods => ["kubernetes", "oidc", "jwt", "spiffe"];

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(TokenMethods))]
    public async Task A_token_in_a_file_logs_in_and_one_for_another_identity_does_not(string method)
    {
        await using var engine = await ProviderHarness.Start();
        var path = Path.Combine(_folder.FullName, "token");
        var block = LoginCases.Block(("identityId", engine.Server.Seed.Identity.Id), ("tokenPath", path));

        await File.WriteAllTextAsync(
            path,
            engine.Server.IssueProof($"{method}-auth", new Identity("other")),
            TestContext.Current.CancellationToken);
        engine.NewRun(With(engine, method, block));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));
        await File.WriteAllTextAsync(
            path,
            engine.Server.IssueProof($"{method}-auth", engine.Server.Seed.Identity),
            TestContext.Current.CancellationToken);
        engine.NewRun(With(engine, method, block));
        await engine.Create(engine.Inputs());

        Assert.Contains($"The login method is {method}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_user_of_a_directory_logs_in()
    {
        await using var engine = await ProviderHarness.Start();
        var identity = engine.Server.Seed.Identity;
        engine.NewRun(With(engine, "ldap", LoginCases.Block(
            ("identityId", identity.Id), ("username", identity.LdapUsername), ("password", identity.LdapPassword))));

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_signature_of_an_AWS_key_logs_in_if_the_key_is_right(bool isRight)
    {
        await using var engine = await ProviderHarness.Start();
        var key = engine.Server.Seed.AwsRootKey;
        engine.Variables["AWS_ACCESS_KEY_ID"] = key.AccessKeyId;
        engine.Variables["AWS_SECRET_ACCESS_KEY"] = isRight ? key.SecretAccessKey : "wr0ng-for-test";
        engine.NewRun(With(engine, "aws", LoginCases.Block(
            ("identityId", engine.Server.Seed.Identity.Id), ("region", "eu-central-1"))));

        var refused = await Record.ExceptionAsync(() => engine.Create(engine.Inputs()));

        Assert.Equal(isRight, refused is null);
        Assert.Equal(isRight ? 1 : 0, engine.Server.World.Rotations.Length);
        Assert.DoesNotContain("wr0ng", refused?.Message ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_signature_of_a_user_of_Oracle_Cloud_logs_in_if_the_server_knows_the_key(bool isKnown)
    {
        var options = new EmulatorOptions();
        options.OciKeys[isKnown ? LoginKeys.OciKeyId : "other"] = LoginKeys.PublicPem;
        await using var engine = await ProviderHarness.Start(options);
        var (config, key) = (Path.Combine(_folder.FullName, "config"), Path.Combine(_folder.FullName, "key.pem"));
        await File.WriteAllTextAsync(key, LoginKeys.Pem, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(config, LoginKeys.OciConfig(key), TestContext.Current.CancellationToken);
        engine.NewRun(With(engine, "oci", LoginCases.Block(
            ("identityId", engine.Server.Seed.Identity.Id), ("configPath", config))));

        Assert.Equal(isKnown, await Record.ExceptionAsync(() => engine.Create(engine.Inputs())) is null);
    }

    [Theory]
    [InlineData("s3cret-for-test", true)]
    [InlineData("other", false)]
    public async Task The_signature_of_a_user_of_Alibaba_Cloud_logs_in_if_the_secret_is_right(string secret, bool isRight)
    {
        var options = new EmulatorOptions();
        options.AlicloudKeys["LTAItest"] = "s3cret-for-test";
        await using var engine = await ProviderHarness.Start(options);
        engine.NewRun(With(engine, "alicloud", LoginCases.Block(
            ("identityId", engine.Server.Seed.Identity.Id), ("accessKeyId", "LTAItest"), ("accessKeySecret", secret))));

        Assert.Equal(isRight, await Record.ExceptionAsync(() => engine.Create(engine.Inputs())) is null);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_certificate_of_the_trusted_authority_logs_in_and_only_the_login_shows_it(bool isTrusted)
    {
        using var authority = new Authority();
        using var others = new Authority();
        using var serverCertificate = authority.Issue();
        using var client = (isTrusted ? authority : others).Issue("bot.test", purpose: "1.3.6.1.5.5.7.3.2");
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { TlsCertificate = serverCertificate, ClientAuthority = authority.Pem });
        var block = LoginCases.Block(
            ("identityId", engine.Server.Seed.Identity.Id),
            ("certificate", client.ExportCertificatePem()),
            ("privateKey", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()));
        engine.NewRun(With(engine, "tlsCertificate", block)
            .With("host", engine.Server.SecureAddress.ToString())
            .With("caCertificate", authority.Pem));

        var refused = await Record.ExceptionAsync(() => engine.Create(engine.Inputs()));

        Assert.Equal(isTrusted, refused is null);
        Assert.All(engine.Server.Requests.All, request => Assert.Equal(
            request.Path.EndsWith("/login", StringComparison.Ordinal),
            request.Headers.ContainsKey("x-identity-tls-cert-auth-client-cert")));
    }

    [Theory]
    [InlineData("gcp")]
    [InlineData("azure")]
    public async Task The_token_of_a_metadata_server_logs_in(string method)
    {
        await using var engine = await ProviderHarness.Start();
        var token = engine.Server.IssueProof($"{method}-auth", engine.Server.Seed.Identity);
        await using var metadata = await IssuingServer.StartAsync(
            _ => (200, method == "gcp" ? token : $$"""{"access_token":"{{token}}"}"""));
        engine.Variables["GCE_METADATA_HOST"] = metadata.Address.Authority;
        engine.Variables["AZURE_POD_IDENTITY_AUTHORITY_HOST"] = metadata.Address.ToString();
        engine.NewRun(With(engine, method, LoginCases.Block(("identityId", engine.Server.Seed.Identity.Id))));

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Single(metadata.Requests);
    }

    private static PropertyMap With(ProviderHarness engine, string method, PropertyMap block) =>
        engine.Configuration().With("auth", PropertyMap.Empty.With(method, block));
}
