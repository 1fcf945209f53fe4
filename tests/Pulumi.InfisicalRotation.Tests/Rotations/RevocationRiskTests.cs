using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Types whose creation or revocation affects credentials that the rotation did not create.</summary>
public sealed class RevocationRiskTests
{
    private const string Slug = "salesforce-oauth-credentials";

    private const string Revoke = "revokeCredentialsOnDelete";

    private static readonly PropertyMap Inputs = Contracts.Inputs(Slug);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Salesforce_credentials_are_not_revoked_unless_the_program_says_so(bool isGeneric)
    {
        await using var engine = await Start(isGeneric: isGeneric);
        var inputs = isGeneric ? Inputs.With("type", Slug) : Inputs;

        var stored = await engine.Create(inputs);
        Assert.Equal((PropertyValue)false, stored.Outputs[Revoke]);
        await engine.Delete(stored);

        var sent = Assert.Single(engine.Server.Requests.To("DELETE", "/api/v2/secret-rotations/"));
        Assert.Equal("false", sent.Query["revokeGeneratedCredentials"]);
        Assert.Contains(engine.Warnings, line => line.Contains("were not revoked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Creation_update_replacement_and_deletion_warn_where_salesforce_credentials_are_revoked()
    {
        await using var engine = await Start();

        await engine.PreviewCreate(Inputs.With(Revoke, true));
        Assert.Equal(2, Matching(engine, "OAuth for the entire external client app").Length);
        var stored = await engine.Create(Inputs);
        engine.Log.Clear();

        await engine.PreviewUpdate(stored, Inputs.With(Revoke, true));
        Assert.Single(Matching(engine, "revokeCredentialsOnDelete is true"));
        var revoking = await engine.Update(stored, Inputs.With(Revoke, true));
        engine.Log.Clear();

        var other = ((PropertyValue.Map)Inputs["parameters"]).Properties.With("appId", "0H4other");
        engine.Diff(revoking, Inputs.With("parameters", other));
        await engine.PreviewCreate(Inputs.With("parameters", other).With("name", "other"));
        Assert.Single(Matching(engine, "revokeCredentialsOnDelete is true"));
        engine.Log.Clear();

        await engine.Delete(revoking);
        Assert.Single(Matching(engine, "every consumer key of the app stops working"));
    }

    [Fact]
    public async Task A_preview_with_the_default_says_what_deleting_will_leave()
    {
        await using var engine = await Start();

        await engine.PreviewCreate(Inputs);

        Assert.Contains("the default", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    /// <summary>An earlier version stored its default, true, in the outputs only.</summary>
    [Fact]
    public async Task A_state_of_an_earlier_version_is_no_change()
    {
        await using var engine = await Start();
        var stored = await engine.Create(Inputs);
        var earlier = stored with { Outputs = stored.Outputs.With(Revoke, true) };

        Assert.Empty(engine.Diff(earlier, Inputs));
        var read = await engine.Read(earlier);

        Assert.Empty(engine.Diff(read!, Inputs));
        Assert.Equal((PropertyValue)false, read!.Outputs[Revoke]);
    }

    /// <summary>The SDKs of an earlier version filled the default into the inputs. It is only a change of the state.</summary>
    [Fact]
    public async Task A_default_that_an_earlier_SDK_filled_in_changes_without_a_request()
    {
        await using var engine = await Start();
        var stored = await engine.Create(Inputs.With(Revoke, true));
        var count = engine.Server.Requests.All.Length;

        Assert.Equal(Revoke, Assert.Single(engine.Diff(stored, Inputs.With(Revoke, false))).Path);
        await engine.Update(stored, Inputs.With(Revoke, false));

        Assert.Empty(engine.RequestsSince(count));
    }

    [Fact]
    public async Task An_abandoned_creation_does_not_disable_the_whole_app()
    {
        await using var engine = await Start();
        engine.Abandon();
        var inputs = engine.Check(Inputs);

        await Record.ExceptionAsync(() => engine.Provider.Create(
            new CreateCall(engine.Token, "r", inputs, IsPreview: false), engine.Context));

        Assert.All(
            engine.Server.Requests.To("DELETE", "/api/v2/secret-rotations/"),
            sent => Assert.Equal("false", sent.Query["revokeGeneratedCredentials"]));
    }

    [Fact]
    public async Task Creating_an_okta_rotation_warns_about_other_secrets_of_the_application()
    {
        const string Okta = "okta-client-secret";
        await using var engine = await Start(Okta);

        await engine.PreviewCreate(Contracts.Inputs(Okta));

        Assert.Contains(
            "deletes any other client secret", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    private static string[] Matching(ProviderHarness engine, string text) =>
        [.. engine.Warnings.Where(line => line.Contains(text, StringComparison.Ordinal))];

    private static Task<ProviderHarness> Start(string slug = Slug, bool isGeneric = false) => ProviderHarness.Start(
        new EmulatorOptions { Seed = Seed.WithEveryApp() },
        PackageInfo.Token(isGeneric ? "SecretRotation" : Contracts.Type(slug).TypeName));
}
