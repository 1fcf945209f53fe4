using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Logins;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session.Logins;

/// <summary>What holds for each login method.</summary>
public sealed class EveryLoginTests
{
    // The members of a login's body that prove nothing.
    private static readonly string[] Public =
    [
        "identityId", "clientId", "username", "userOcid", "iamHttpRequestMethod", "iamRequestBody", "host", "date",
        "Action", "Format", "Version", "AccessKeyId", "SignatureMethod", "SignatureVersion", "SignatureNonce",
        "Timestamp",
    ];

    public static TheoryData<string, string> RequiredInputs =>
        [.. from method in LoginMethods.All
            from input in method.Inputs
            where input.IsRequired
            select (method.Name, input.Field.Name)];

    public static TheoryData<string, string> Fields =>
        [.. from method in LoginMethods.All from input in method.Inputs select (method.Name, input.Field.Name)];

    public static TheoryData<string, string> Spellings =>
        [.. from method in LoginMethods.All
            from spelling in method.Spellings.Prepend(method.Name)
            select (method.Name, spelling)];

    [Theory]
    [MemberData(nameof(LoginCases.WithLogin), MemberType = typeof(LoginCases))]
    public async Task The_configuration_logs_in_with_the_identity_and_the_organisation(string name)
    {
        var login = LoginCases.Of(name);

        var body = await LogIn(login, login.Configured(("INFISICAL_AUTH_ORGANIZATION_SLUG", "team-a")));

        Assert.Equal(["team-a", "team-a"], [Text(body, "organizationSlug"), Text(body, "subOrganizationName")]);
        Assert.Equal(
            name == UniversalLogin.Method.Name ? null : LoginCase.IdentityId, (string?)body["identityId"]);
    }

    [Theory]
    [MemberData(nameof(LoginCases.WithLogin), MemberType = typeof(LoginCases))]
    public async Task The_environment_alone_logs_in(string name)
    {
        var login = LoginCases.Of(name);

        await LogIn(login, login.Ambient(name));
    }

    [Theory]
    [MemberData(nameof(Spellings))]
    public void The_method_has_the_names_of_the_CLI_and_of_the_Terraform_provider(string name, string spelling)
    {
        var settings = LoginCases.Of(name).Ambient(spelling.ToUpperInvariant());

        Assert.NotNull(settings.EnvironmentCredentials);
        Assert.Contains($"The login method is {name}", settings.EnvironmentCredentials.Choice!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(LoginCases.Names), MemberType = typeof(LoginCases))]
    public void The_configuration_takes_precedence_over_the_environment(string name)
    {
        var login = LoginCases.Of(name);

        var settings = login.Configured(
            [.. login.Method.Inputs.SelectMany(input => input.Variables).Distinct().Select(variable => (variable, "other"))]);

        Assert.Equal(login.Configured().Credentials!.Secrets, settings.Credentials!.Secrets);
        Assert.Equal(
            name is "universal" or "token" ? null : LoginCase.IdentityId,
            (settings.Credentials as Credentials.Identity)?.IdentityId);
        Assert.StartsWith(
            $"The login method is {name}, because the configuration", settings.Credentials.Choice!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(RequiredInputs))]
    public void A_missing_input_is_reported_with_the_variable_that_would_help(string name, string input)
    {
        var login = LoginCases.Of(name);
        var variables = login.Method.Inputs.Single(one => one.Field.Name == input).Variables;
        using var provider = new InfisicalProvider(TimeProvider.System, login.Surroundings.GetValueOrDefault);

        var answer = provider.CheckConfig(PropertyMap.Empty, Auth(name, login.Block.Without(input)));

        var error = Assert.Single(answer.Errors);
        Assert.Empty(error.Path);
        Assert.StartsWith($"auth.{name}.{input} is required", error.Reason, StringComparison.Ordinal);
        Assert.All(variables, variable => Assert.Contains(variable, error.Reason, StringComparison.Ordinal));
        NoCanary(login, error.Reason);
    }

    [Theory]
    [MemberData(nameof(RequiredInputs))]
    public void A_missing_input_comes_from_the_environment(string name, string input)
    {
        var login = LoginCases.Of(name);
        var variable = login.Method.Inputs.Single(one => one.Field.Name == input).Variables[0];
        var value = ((PropertyValue.Text)login.Block[input]).Value;
        using var provider = new InfisicalProvider(
            TimeProvider.System,
            asked => asked == variable ? value : login.Surroundings.GetValueOrDefault(asked));

        var answer = provider.CheckConfig(PropertyMap.Empty, Auth(name, login.Block.Without(input)));

        Assert.Empty(answer.Errors);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_value_of_another_kind_is_an_error_at_its_input_without_the_value(string name, string input)
    {
        var login = LoginCases.Of(name);
        var others = login.Method.Sources.Aggregate(login.Block, (block, source) => block.Without(source.Field.Name));

        var error = Assert.Single(SettingsCheck.Check(
            Auth(name, others.With(input, PropertyMap.Empty.With("hush", "hush")))));

        Assert.Equal(($"auth.{name}.{input}", true), (error.Path, error.IsHidden));
        Assert.DoesNotContain("hush", error.Reason, StringComparison.Ordinal);
        NoCanary(login, error.Reason);
    }

    [Theory]
    [MemberData(nameof(LoginCases.Names), MemberType = typeof(LoginCases))]
    public void Values_that_are_not_known_yet_are_no_error_and_no_credentials(string name)
    {
        var login = LoginCases.Of(name);
        var input = login.Block.Keys.First();
        var args = Auth(name, login.Block.With(input, PropertyValue.Unknown.Instance));

        var settings = login.Settings(args, login.Surroundings.AddRange(login.Variables));

        Assert.Empty(SettingsCheck.Check(args));
        Assert.Empty(SettingsCheck.CheckLogin(args, _ => null));
        Assert.Equal((null, null), (settings.Credentials, settings.EnvironmentCredentials));
    }

    [Theory]
    [MemberData(nameof(LoginCases.Names), MemberType = typeof(LoginCases))]
    public void Two_methods_are_an_error(string name)
    {
        var other = name == TokenLogin.Method.Name ? UniversalLogin.Method.Name : TokenLogin.Method.Name;
        var auth = PropertyMap.Empty.With(name, LoginCases.Of(name).Block).With(other, LoginCases.Of(other).Block);

        var error = Assert.Single(SettingsCheck.Check(PropertyMap.Empty.With("auth", auth)));

        Assert.Equal("auth", error.Path);
        Assert.Contains(name, error.Reason, StringComparison.Ordinal);
        NoCanary(LoginCases.Of(name), error.Reason);
    }

    [Theory]
    [MemberData(nameof(LoginCases.WithLogin), MemberType = typeof(LoginCases))]
    public async Task A_refused_login_says_which_method_was_taken_and_nothing_of_its_proof(string name)
    {
        var login = LoginCases.Of(name);
        using var server = new StubServer(request => Answers.Error(
            401, "UnauthorizedError", JsonValue.Create($"refused {request.Body}").ToJsonString().Trim('"')));
        using var client = login.Client(login.Configured(), server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));

        var message = failure.WithAdvice();
        Assert.Contains($"The login method is {name}, because", message, StringComparison.Ordinal);
        NoCanary(login, message);
        Assert.All(ProofsIn(server.Logins.Single().Json), proof => Assert.DoesNotContain(proof, message, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(LoginCases.WithLogin), MemberType = typeof(LoginCases))]
    public async Task A_refused_login_is_not_sent_again(string name)
    {
        var login = LoginCases.Of(name);
        foreach (var (status, error) in new[] { (401, "UnauthorizedError"), (403, "PermissionDenied"), (404, "NotFound") })
        {
            using var server = new StubServer(_ => Answers.Error(status, error, "no"));
            using var client = login.Client(login.Configured(), server);
            for (var call = 0; call < 3; call++)
            {
                await Assert.ThrowsAsync<ApiException>(
                    () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));
            }

            Assert.Equal(name == UniversalLogin.Method.Name && status != 401 ? 3 : 1, server.Logins.Count());
        }
    }

    [Theory]
    [MemberData(nameof(LoginCases.Names), MemberType = typeof(LoginCases))]
    public void Credentials_print_nothing(string name)
    {
        var login = LoginCases.Of(name);
        var settings = login.Configured();

        NoCanary(login, settings.Credentials!.ToString());
        NoCanary(login, settings.ToString());
        if (settings.Credentials is Credentials.Identity { Proof: var proof })
        {
            NoCanary(login, proof.ToString()!);
        }
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_field_with_a_credential_is_secret(string name, string input)
    {
        string[] secrets =
        [
            "clientSecret", "accessToken", "token", "password", "accessKeySecret", "securityToken", "privateKey",
        ];
        var field = LoginMethods.All.Single(method => method.Name == name).Block.Fields.Single(one => one.Name == input);

        Assert.Equal(secrets.Contains(input), field.IsSecret);
        Assert.True(ProviderConfig.Auth.HoldsSecret);
    }

    [Theory]
    [MemberData(nameof(LoginCases.Names), MemberType = typeof(LoginCases))]
    public void Configuring_reads_no_file_and_no_proof(string name)
    {
        var login = LoginCases.Of(name);
        string[] settings = [.. login.Method.Inputs.SelectMany(input => input.Variables)];
        var args = Auth(name, login.Block);

        var configured = ProviderSettings.From(
            args,
            variable => login.Surroundings.ContainsKey(variable) && !settings.Contains(variable)
                ? throw new InvalidOperationException(variable)
                : null,
            path => throw new InvalidOperationException(path));

        Assert.NotNull(configured.Credentials);
        Assert.Null(configured.Fault);
    }

    private static async Task<JsonObject> LogIn(LoginCase login, ProviderSettings settings)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = login.Client(settings, server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken);

        var arrived = Assert.Single(server.Logins);
        Assert.Equal(("POST", $"/api/v1/auth/{login.Route}/login", null), (arrived.Method, arrived.Path, arrived.Token));
        return arrived.Json;
    }

    private static PropertyMap Auth(string name, PropertyMap block) =>
        PropertyMap.Empty.With("auth", PropertyMap.Empty.With(name, block));

    private static string? Text(JsonObject body, string name) => (string?)body[name];

    private static IEnumerable<string> ProofsIn(JsonObject body) => body
        .Where(pair => !Public.Contains(pair.Key))
        .SelectMany(pair => pair.Value is JsonObject inner ? ProofsIn(inner) : [pair.Value!.GetValue<string>()]);

    private static void NoCanary(LoginCase login, string text) =>
        Assert.All(login.Canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal));
}
