using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Servers drop parameters that they do not know, without an error.</summary>
public sealed class IgnoredValuesTests
{
    private const string Slug = "mongodb-credentials";

    private static readonly PropertyMap Requirements = PropertyMap.Empty.With("length", 24d).With(
        "required",
        PropertyMap.Empty.With("digits", 1d).With("lowercase", 1d).With("uppercase", 1d).With("symbols", 0d));

    private static readonly PropertyMap Inputs = WithRequirements(Requirements);

    [Fact]
    public async Task A_create_warns_once_about_an_ignored_parameter_and_later_runs_do_not()
    {
        await using var engine = await Start("passwordRequirements");

        var stored = await engine.Create(Inputs);

        Assert.Contains(
            "ignored parameters.passwordRequirements:", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        engine.NewRun();
        var read = await engine.Read(stored);
        Assert.Empty(engine.Diff(read!, Inputs));
        await engine.PreviewUpdate(read!, Inputs.With("rotationInterval", 40d));
        await engine.Update(read!, Inputs.With("rotationInterval", 40d));
        Assert.Single(engine.Warnings);
    }

    [Fact]
    public void Only_what_was_sent_and_never_shown_counts_as_ignored()
    {
        var inner = PropertyMap.Empty.With("kept", "1").With("ignored", "2").With("new", "3");
        var sent = PropertyMap.Empty.With("kept", "1").With("ignored", "2");
        var shown = PropertyMap.Empty.With("kept", "1");

        var left = IgnoredValues.Without(Box(inner), Box(sent), Box(shown));

        Assert.Equal((PropertyValue)Box(PropertyMap.Empty.With("kept", "1").With("new", "3")), left);
        Assert.Equal((PropertyValue)Box(inner), IgnoredValues.Without(Box(inner), null, Box(shown)));
        Assert.Equal((PropertyValue)Box(inner), IgnoredValues.Without(Box(inner), Box(sent), null));

        static PropertyMap Box(PropertyMap members) => PropertyMap.Empty.With("box", members);
    }

    [Fact]
    public async Task A_member_that_is_ignored_is_named_with_its_path()
    {
        await using var engine = await Start("passwordRequirements.allowedSymbols");

        var inputs = WithRequirements(Requirements.With("allowedSymbols", "-_"));
        var stored = await engine.Create(inputs);

        Assert.Contains(
            "ignored parameters.passwordRequirements.allowedSymbols:",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
    }

    [Fact]
    public async Task A_member_of_a_list_item_that_is_ignored_is_named_with_its_path()
    {
        const string Dbt = "dbt-service-token";
        await using var engine = await StartAs(
            Dbt, type => Remove(type["parameters"]![1]!["items"]!["fields"]!.AsArray(), "projectId"));

        var stored = await engine.Create(Contracts.Inputs(Dbt));

        Assert.Contains(
            "ignored parameters.permissionGrants[0].projectId:",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
        Assert.Empty(engine.Diff((await engine.Read(stored))!, Contracts.Inputs(Dbt)));
    }

    [Fact]
    public async Task A_secret_that_the_server_does_not_create_is_named()
    {
        const string R2 = "cloudflare-r2-access-key";
        await using var engine = await StartAs(R2, _ => { });
        var mapping = ((PropertyValue.Map)Contracts.Inputs(R2)["secretsMapping"]).Properties.With("apiToken", "R2");

        await engine.Create(Contracts.Inputs(R2).With("secretsMapping", mapping));

        Assert.Contains(
            "ignored secretsMapping.apiToken:", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_that_sends_the_parameters_warns_again()
    {
        await using var engine = await Start("passwordRequirements");
        var stored = await engine.Create(Inputs);
        engine.NewRun();

        await engine.Update(stored, WithRequirements(Requirements.With("length", 30d)));

        Assert.Equal(2, engine.Warnings.Count());
    }

    [Fact]
    public async Task A_parameter_that_the_server_supports_since_an_upgrade_is_compared_again()
    {
        await using var engine = await Start("passwordRequirements");
        var stored = await engine.Create(Inputs);
        engine.Server.Options.OtherTypes.Remove(Slug);

        var news = WithRequirements(Requirements.With("length", 30d));
        var updated = await engine.Update((await engine.Read(stored))!, news);
        Assert.Empty(engine.Diff((await engine.Read(updated))!, news));
        await engine.SendElsewhere(HttpMethod.Patch, Slug, $"/{stored.Id}", PropertyMap.Empty.With(
            "parameters", ((PropertyValue.Map)Inputs["parameters"]).Properties.Without("passwordRequirements")));

        Assert.Equal(
            "parameters.passwordRequirements", Assert.Single(engine.Diff((await engine.Read(updated))!, news)).Path);
    }

    [Fact]
    public async Task A_lost_create_is_found_although_the_server_ignored_a_parameter()
    {
        await using var engine = await Start("passwordRequirements");
        engine.Server.Faults.On("POST", $"/api/v2/secret-rotations/{Slug}", Fault.CutAfterHandling);

        await engine.Create(Inputs);

        Assert.Single(engine.Server.World.Rotations);
        Assert.Contains(engine.Warnings, line => line.Contains("ignored parameters", StringComparison.Ordinal));
    }

    /// <summary>Whoever created it may have left the parameter out, and the server may well know it.</summary>
    [Fact]
    public async Task A_rotation_without_a_requested_parameter_is_not_adopted()
    {
        await using var engine = await Start("passwordRequirements");
        await engine.Create(WithRequirements(null));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(Inputs.With("adoptExisting", true), "other"));

        Assert.Contains("differs from the requested one", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.World.Rotations);
    }

    [Fact]
    public async Task A_lost_update_is_confirmed_although_the_server_ignores_a_parameter()
    {
        await using var engine = await Start("passwordRequirements");
        var stored = await engine.Create(Inputs);
        engine.Server.Faults.On("PATCH", "/api/v2/secret-rotations/", Fault.CutAfterHandling);
        var news = WithRequirements(Requirements.With("length", 30d)).With("rotationInterval", 40d);

        var updated = await engine.Update(stored, news);

        Assert.Equal((PropertyValue)40d, updated.Outputs["rotationInterval"]);
        Assert.Single(engine.Server.Requests.To("PATCH", "/api/v2/secret-rotations/"));
    }

    private static PropertyMap WithRequirements(PropertyMap? requirements)
    {
        var parameters = ((PropertyValue.Map)Contracts.Inputs(Slug)["parameters"]).Properties;
        parameters = requirements is null
            ? parameters.Without("passwordRequirements")
            : parameters.With("passwordRequirements", requirements);
        return Contracts.Inputs(Slug).With("parameters", parameters);
    }

    /// <summary>A server that does not know the parameter, or a member of it.</summary>
    private static Task<ProviderHarness> Start(string path) => StartAs(Slug, type =>
    {
        var steps = path.Split('.');
        var fields = type["parameters"]!.AsArray();
        foreach (var step in steps[..^1])
        {
            fields = fields.Single(field => field!["name"]!.GetValue<string>() == step)!["fields"]!.AsArray();
        }

        Remove(fields, steps[^1]);
    });

    private static Task<ProviderHarness> StartAs(string slug, Action<JsonObject> change)
    {
        var type = Contract.Read(slug, "type.json").AsObject();
        change(type);
        return ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [slug] = type } },
            PackageInfo.Token(Contracts.Type(slug).TypeName));
    }

    private static void Remove(JsonArray fields, string name) =>
        fields.Remove(fields.Single(field => field!["name"]!.GetValue<string>() == name));
}
