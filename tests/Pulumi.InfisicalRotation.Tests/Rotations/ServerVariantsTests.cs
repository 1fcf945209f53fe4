using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// Behaviour of the server that is not confirmed: the provider must work with every variant. Not covered, because
/// nothing depends on it: the check of credentials and gateway pools (not used), the text of refusals (only conflicts
/// and missing rotations are recognised by it), the login with a TLS certificate (not offered). Limits per class or per
/// route are in <c>InfisicalClientTests</c>.
/// </summary>
public sealed class ServerVariantsTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Aws_may_treat_a_deleted_key_as_revoked(bool isTolerant)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { TolerantAwsRevocation = isTolerant });
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.DeleteKey("ci-bot", Assert.Single(engine.Server.World.Keys).AccessKeyId);

        var refusal = await Record.ExceptionAsync(() => engine.Delete(stored));

        Assert.Equal(isTolerant, refusal is null);
        await engine.Delete(await WithoutRevocation(engine, stored, refusal));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("in-turn")]
    [InlineData("all-at-once")]
    [InlineData("best-effort")]
    public async Task A_revocation_that_fails_may_or_may_not_fail_the_deletion(string revocation)
    {
        const string Slug = "datadog-api-key";
        await using var engine = await Start(Slug, type => type["revocation"] = revocation);
        var stored = await engine.Create(Contracts.Inputs(Slug));
        engine.Server.Faults.OnRevoke("The other system is down.");

        var refusal = await Record.ExceptionAsync(() => engine.Delete(stored));

        Assert.Equal(revocation == "best-effort", refusal is null);
        Assert.Equal(refusal is null ? 0 : 1, engine.Server.World.Rotations.Length);
        await engine.Delete(stored);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(255, false)]
    public async Task Open_router_may_accept_names_of_100_or_of_255_characters(int longest, bool isRefused)
    {
        const string Slug = "open-router-api-key";
        await using var engine = await Start(Slug, type => Parameter(type, "name")["max"] = longest);
        var inputs = WithParameter(Contracts.Inputs(Slug), "name", new string('n', 101));

        await engine.PreviewCreate(inputs);
        var refusal = await Record.ExceptionAsync(() => engine.Create(inputs));

        Assert.Contains("parameters.name has 101 characters", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(isRefused, refusal is RefusalException);
        Assert.Equal(isRefused ? 0 : 1, engine.Server.World.Credentials.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cloudflare_r2_may_require_a_secret_for_the_token(bool isRequired)
    {
        const string Slug = "cloudflare-r2-access-key";
        await using var engine = await Start(Slug, type =>
        {
            if (isRequired)
            {
                type["secretsMapping"]!.AsArray().Add("apiToken");
            }
        });
        var inputs = Contracts.Inputs(Slug);
        inputs = inputs.With(
            "secretsMapping", ((PropertyValue.Map)inputs["secretsMapping"]).Properties.With("apiToken", "R2_TOKEN"));

        var stored = await engine.Create(inputs);

        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
        Assert.Equal(isRequired ? 3 : 2, engine.Server.World.Secrets.Length);
        await engine.Delete(stored);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("kept and echoed")]
    [InlineData("not echoed where left out")]
    [InlineData("not known")]
    public async Task Snowflake_may_know_the_size_of_keys(string reading)
    {
        const string Slug = "snowflake-user-key-pair";
        await using var engine = await Start(Slug, type =>
        {
            if (reading == "not known")
            {
                type["parameters"]!.AsArray().Remove(Parameter(type, "modulusLength"));
            }
            else if (reading != "kept and echoed")
            {
                Parameter(type, "modulusLength").Remove("default");
            }
        });
        var omitted = Contracts.Inputs(Slug);
        omitted = omitted.With(
            "parameters", ((PropertyValue.Map)omitted["parameters"]).Properties.Without("modulusLength"));

        await LivesWithoutDrift(engine, omitted);
        await LivesWithoutDrift(engine, WithParameter(omitted, "modulusLength", 4096d));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hp_ilo_may_know_the_settings_of_tls(bool isKnown)
    {
        const string Slug = "hp-ilo-local-account";
        await using var engine = await Start(Slug, type =>
        {
            foreach (var name in isKnown ? [] : new[] { "sslRejectUnauthorized", "sslCertificate" })
            {
                type["parameters"]!.AsArray().Remove(Parameter(type, name));
            }
        });

        await LivesWithoutDrift(
            engine,
            WithParameter(
                WithParameter(Contracts.Inputs(Slug), "sslRejectUnauthorized", false),
                "sslCertificate",
                "-----BEGIN CERTIFICATE-----"));
    }

    [Theory]
    [InlineData(39, true)]
    [InlineData(250, false)]
    public async Task Hp_ilo_may_accept_passwords_of_39_or_of_250_characters(int longest, bool isRefused)
    {
        const string Slug = "hp-ilo-local-account";
        await using var engine = await Start(
            Slug, type => Member(Parameter(type, "passwordRequirements"), "length")["max"] = longest);
        await LivesWithoutDrift(
            engine, WithParameter(Contracts.Inputs(Slug), "passwordRequirements", Requirements(39)));
        var inputs = WithParameter(Contracts.Inputs(Slug), "passwordRequirements", Requirements(250));
        engine.NewRun();

        await engine.PreviewCreate(inputs);
        var refusal = await Record.ExceptionAsync(() => engine.Create(inputs));

        Assert.Contains(
            "parameters.passwordRequirements.length is 250. Some versions of Infisical accept at most 39",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
        Assert.Equal(isRefused, refusal is RefusalException);
        Assert.Equal(isRefused ? 0 : 1, engine.Server.World.Credentials.Length);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Litellm_may_refuse_three_more_options(bool isRefused)
    {
        const string Slug = "litellm-api-key";
        string[] added = ["allowed_routes", "permission", "object_permission"];
        await using var engine = await Start(Slug, type =>
        {
            var forbidden = type["parameterRules"]![0]!["forbidden"]!.AsArray();
            foreach (var name in forbidden.Where(name => !isRefused && added.Contains($"{name}")).ToList())
            {
                forbidden.Remove(name);
            }
        });
        var inputs = WithParameter(Contracts.Inputs(Slug), "additionalOptions", """{"allowed_routes":["/chat"]}""");

        await engine.PreviewCreate(inputs);
        var refusal = await Record.ExceptionAsync(() => engine.Create(inputs));

        Assert.Contains(
            "parameters.additionalOptions sets allowed_routes,", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(isRefused, refusal is RefusalException);
        Assert.Equal(isRefused ? 0 : 1, engine.Server.World.Credentials.Length);
    }

    [Theory]
    [InlineData("gcp-service-account-key")]
    [InlineData("hp-ilo-local-account")]
    public async Task A_type_may_not_be_released_yet(string slug)
    {
        await using var engine = await Start(slug, other: null);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(Contracts.Inputs(slug)));

        Assert.Contains(slug, refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Server.World.Credentials);
    }

    [Fact]
    public async Task A_connection_of_another_app_is_found_without_parsing_the_server_text()
    {
        await using var engine = await Start("hp-ilo-local-account", _ => { });
        var inputs = Contracts.Inputs("hp-ilo-local-account").With("connectionId", engine.Server.Seed.Connection.Id);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(inputs));

        Assert.Contains("connectionId", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", "/api/v2/secret-rotations"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_database_may_forbid_two_secrets_of_one_name(bool isForbidden)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { SecretNamesAreUnique = isForbidden });
        var stored = await engine.Create(engine.Inputs());
        var (id, secret) = (Value("CI_ID"), Value("CI_SECRET"));

        await engine.Update(stored, engine.Inputs().With(
            "secretsMapping", PropertyMap.Empty.With("accessKeyId", "CI_SECRET").With("secretAccessKey", "CI_ID")));

        Assert.Equal((secret, id), (Value("CI_ID"), Value("CI_SECRET")));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());

        string Value(string name) => Assert.Single(engine.Server.World.Secrets, held => held.Name == name).Value;
    }

    private static async Task LivesWithoutDrift(ProviderHarness engine, PropertyMap inputs)
    {
        var stored = await engine.Create(inputs);

        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
        var imported = await engine.Import(stored.Id);
        Assert.Empty(engine.Diff(imported!, imported!.Inputs));

        await engine.Delete(stored);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Server.World.Credentials);
    }

    /// <summary>The solution that the refusal names, where there is a refusal.</summary>
    private static async Task<Stored> WithoutRevocation(ProviderHarness engine, Stored stored, Exception? refusal) =>
        refusal is null
        ? stored
        : await engine.Update(stored, engine.Inputs().With("revokeCredentialsOnDelete", false));

    private static PropertyMap WithParameter(PropertyMap inputs, string name, PropertyValue value) =>
        inputs.With("parameters", ((PropertyValue.Map)inputs["parameters"]).Properties.With(name, value));

    private static PropertyMap Requirements(int length) => PropertyMap.Empty.With("length", (double)length).With(
        "required",
        PropertyMap.Empty.With("lowercase", 1d).With("uppercase", 1d).With("digits", 1d).With("symbols", 1d));

    private static JsonObject Parameter(JsonObject type, string name) =>
        type["parameters"]!.AsArray()
            .Select(field => field!.AsObject())
            .Single(field => field["name"]!.GetValue<string>() == name);

    private static JsonObject Member(JsonObject field, string name) =>
        field["fields"]!.AsArray()
            .Select(member => member!.AsObject())
            .Single(member => member["name"]!.GetValue<string>() == name);

    /// <summary>A server that has a type in another form than the contract's, or, with null, not at all.</summary>
    private static Task<ProviderHarness> Start(string slug, Action<JsonObject>? other)
    {
        var type = other is null ? null : Contract.Read(slug, "type.json").AsObject();
        other?.Invoke(type!);
        return ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [slug] = type } },
            PackageInfo.Token(Contracts.Type(slug).TypeName));
    }
}
