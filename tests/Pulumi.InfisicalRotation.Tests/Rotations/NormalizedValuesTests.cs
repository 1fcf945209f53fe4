using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>Values that the server adds, drops or rewrites are no changes.</summary>
public sealed class NormalizedValuesTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData("ldap-password", true)]
    [InlineData("ldap-password", false)]
    [InlineData("hp-ilo-local-account", true)]
    [InlineData("windows-local-account", false)]
    public async Task An_immutable_parameter_is_sent_as_it_is_stored(string slug, bool isGivenAtFirst)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(slug).TypeName));
        var field = Contracts.Type(slug).Parameters.Single(one => one.Name == "rotationMethod");
        var requirements = PropertyMap.Empty.With("length", 20d).With(
            "required",
            PropertyMap.Empty.With("lowercase", 1d).With("uppercase", 1d).With("digits", 1d).With("symbols", 0d));
        var inputs = Contracts.Inputs(slug).With("temporaryParameters", PropertyMap.Empty.With("password", "current"));
        var omitted = Parameters(inputs, parameters => parameters.Without(field.Name));
        var given = Parameters(omitted, parameters => parameters.With(field.Name, field.Default!));
        var stored = await engine.Create(isGivenAtFirst ? given : omitted);

        var updated = await engine.Update(
            stored,
            Parameters(
                isGivenAtFirst ? omitted : given, parameters => parameters.With("passwordRequirements", requirements)));

        var outputs = ((PropertyValue.Map)updated.Outputs["parameters"]).Properties;
        Assert.Equal(requirements, ((PropertyValue.Map)outputs["passwordRequirements"]).Properties);
    }

    [Fact]
    public async Task A_value_missing_from_a_response_is_no_reason_to_replace()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Faults.On(
            "GET",
            $"{Route}/{stored.Id}",
            Fault.Answer(
                200,
                $$$"""{"secretRotation":{"id":"{{{stored.Id}}}","type":"aws-iam-user-secret","name":"ci-key"}}"""));

        var read = await engine.Read(stored);

        Assert.Empty(engine.Diff(read!, engine.Inputs()));
    }

    [Fact]
    public async Task A_member_that_a_newer_server_adds_to_a_list_item_is_no_change()
    {
        const string Slug = "cloudflare-r2-access-key";
        var type = Contract.Read(Slug, "type.json").AsObject();
        type["parameters"]!.AsArray()
            .Single(field => field!["name"]!.GetValue<string>() == "buckets")!["items"]!["fields"]!.AsArray()
            .Add(new JsonObject { ["name"] = "addedByServer", ["kind"] = "text", ["default"] = "x" });
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [Slug] = type } },
            PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));

        var read = await engine.Read(stored);

        Assert.Contains("addedByServer", Printed.Text(read!.Outputs["parameters"]), StringComparison.Ordinal);
        Assert.Equal(stored.Inputs, read.Inputs);
        Assert.Empty(engine.Diff(read, Contracts.Inputs(Slug)));
    }

    [Fact]
    public async Task A_lost_update_is_found_although_the_server_drops_unknown_members()
    {
        const string Slug = "snowflake-user-key-pair";
        var type = Contract.Read(Slug, "type.json").AsObject();
        type["parameters"]!.AsArray().RemoveAt(1);
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [Slug] = type } },
            PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));
        engine.Server.Faults.On("PATCH", "/api/v2/secret-rotations", Fault.CutAfterHandling);

        var updated = await engine.Update(
            stored,
            Parameters(Contracts.Inputs(Slug), parameters => parameters.With("modulusLength", 4096d))
                .With("description", "new"));

        Assert.Equal("new", updated.Text("description"));
        Assert.Single(engine.Server.Requests.To("PATCH", "/api/v2/secret-rotations"));
    }

    [Fact]
    public async Task Double_quotes_that_the_server_drops_are_no_change()
    {
        const string Slug = "ldap-password";
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var inputs = Contracts.Inputs(Slug);
        var parameters = ((PropertyValue.Map)inputs["parameters"]).Properties;
        var field = Contracts.Type(Slug).Parameters.Single(field => field.Name == "passwordRequirements");
        var requirements = ((PropertyValue.Map)field.Example!).Properties;
        inputs = inputs.With(
            "parameters", parameters.With("passwordRequirements", requirements.With("allowedSymbols", "-\"_\"")));
        engine.Server.Faults.On("POST", $"/api/v2/secret-rotations/{Slug}", Fault.CutAfterHandling);

        var stored = await engine.Create(inputs);
        engine.NewRun();
        var read = await engine.Read(stored);

        Assert.Single(engine.Server.World.Rotations);
        Assert.Empty(engine.Diff(read!, inputs));
    }

    [Fact]
    public async Task A_preview_shows_values_in_the_form_that_the_server_returns()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs(" ci-key ").With("secretPath", "/services/");

        var preview = (await engine.PreviewCreate(inputs)).Outputs;
        var stored = await engine.Create(inputs);

        Assert.Equal((stored.Outputs["name"], stored.Outputs["secretPath"]), (preview["name"], preview["secretPath"]));
    }

    private static PropertyMap Parameters(PropertyMap inputs, Func<PropertyMap, PropertyMap> change) =>
        inputs.With("parameters", change(((PropertyValue.Map)inputs["parameters"]).Properties));
}
