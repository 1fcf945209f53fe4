using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// Parameters that the program leaves out, although the server requires them or has a default of its own. The server
/// replaces all parameters in an update and fills in its default again.
/// </summary>
public sealed class ServerChosenValuesTests
{
    private const string Dbt = "dbt-service-token";

    private const string Unix = "unix-linux-local-account";

    [Theory]
    [InlineData("not known")]
    [InlineData("with a default")]
    [InlineData("required")]
    public async Task The_name_of_dbt_tokens_is_the_name_of_the_rotation(string reading)
    {
        await using var engine = await Start(Dbt, TokenName(reading));
        var inputs = WithoutParameter(Contracts.Inputs(Dbt), "tokenName");

        var stored = await engine.Create(inputs);

        Assert.Contains("\"tokenName\":\"dbt-service-token-key\"", Sent(engine, "POST"), StringComparison.Ordinal);
        Assert.Empty(engine.Diff((await engine.Read(stored))!, inputs));
        var imported = await engine.Import(stored.Id);
        Assert.Empty(engine.Diff(imported!, imported!.Inputs));
        Assert.Empty(engine.Warnings);
    }

    /// <summary>The cloud requires the name in every PATCH of the parameters. A new name of the rotation does not change it.</summary>
    [Theory]
    [InlineData("not known", "renamed")]
    [InlineData("required", "dbt-service-token-key")]
    public async Task A_patch_of_dbt_parameters_has_the_token_name_that_is_stored(string reading, string sent)
    {
        await using var engine = await Start(Dbt, TokenName(reading));
        var inputs = WithoutParameter(Contracts.Inputs(Dbt), "tokenName");
        var stored = await engine.Create(inputs);
        var news = WithParameter(
            inputs.With("name", "renamed"),
            "permissionGrants",
            new PropertyValue.List([PropertyMap.Empty.With("permissionSet", "git_admin")]));

        var updated = await engine.Update(stored, news);

        Assert.Contains($"\"tokenName\":\"{sent}\"", Sent(engine, "PATCH"), StringComparison.Ordinal);
        Assert.Empty(engine.Diff((await engine.Read(updated))!, news));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_lost_patch_of_dbt_parameters_is_confirmed_where_the_server_drops_the_name()
    {
        await using var engine = await Start(Dbt, TokenName("not known"));
        var inputs = WithoutParameter(Contracts.Inputs(Dbt), "tokenName");
        var stored = await engine.Create(inputs);
        engine.Server.Faults.On("PATCH", "/api/v2/secret-rotations/", Fault.CutAfterHandling);

        await engine.Update(stored, WithParameter(
            inputs, "permissionGrants", new PropertyValue.List([PropertyMap.Empty.With("permissionSet", "git_admin")])));

        Assert.Single(engine.Server.Requests.To("PATCH", "/api/v2/secret-rotations/"));
    }

    [Fact]
    public async Task A_name_of_the_program_is_sent_and_compared()
    {
        await using var engine = await Start(Dbt, TokenName("required"));
        var inputs = WithParameter(Contracts.Inputs(Dbt), "tokenName", "ci");

        var stored = await engine.Create(inputs);

        Assert.Contains("\"tokenName\":\"ci\"", Sent(engine, "POST"), StringComparison.Ordinal);
        Assert.Equal(
            "parameters.tokenName",
            Assert.Single(engine.Diff(stored, WithParameter(inputs, "tokenName", "other"))).Path);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_patch_keeps_a_value_that_only_the_server_has(bool isDefault)
    {
        await using var engine = await Start(Unix, type => Parameter(type, "useSudo")["default"] = isDefault);
        var inputs = WithoutParameter(Contracts.Inputs(Unix), "useSudo");
        var stored = await engine.Create(inputs);
        await engine.SendElsewhere(HttpMethod.Patch, Unix, $"/{stored.Id}", PropertyMap.Empty.With(
            "parameters", ((PropertyValue.Map)inputs["parameters"]).Properties.With("useSudo", !isDefault)));
        engine.NewRun();
        var read = await engine.Read(stored);
        Assert.Empty(engine.Diff(read!, inputs));

        var updated = await engine.Update(read!, WithParameter(inputs, "passwordRequirements", Requirements));

        var parameters = ((PropertyValue.Map)updated.Outputs["parameters"]).Properties;
        Assert.Equal(new PropertyValue.Bool(!isDefault), parameters["useSudo"]);
        Assert.Empty(engine.Diff(updated, WithParameter(inputs, "passwordRequirements", Requirements)));
    }

    [Fact]
    public async Task A_value_that_was_removed_from_the_program_stays_where_the_server_chooses_it()
    {
        await using var engine = await Start(Unix, type => Parameter(type, "useSudo")["default"] = true);
        var inputs = WithParameter(Contracts.Inputs(Unix), "useSudo", false);
        var stored = await engine.Create(inputs);

        var updated = await engine.Update(
            stored, WithParameter(WithoutParameter(inputs, "useSudo"), "passwordRequirements", Requirements));

        var parameters = ((PropertyValue.Map)updated.Outputs["parameters"]).Properties;
        Assert.Equal(new PropertyValue.Bool(false), parameters["useSudo"]);
    }

    /// <summary>A newer server may have members that this provider does not know, in objects too.</summary>
    [Fact]
    public async Task A_patch_keeps_a_member_that_only_a_newer_server_knows()
    {
        await using var engine = await Start(Unix, type => Parameter(type, "passwordRequirements")["fields"]!.AsArray()
            .Add(new JsonObject { ["name"] = "pronounceable", ["kind"] = "boolean", ["default"] = false }));
        var inputs = WithParameter(Contracts.Inputs(Unix), "passwordRequirements", Requirements);
        var stored = await engine.Create(inputs);
        await engine.SendElsewhere(HttpMethod.Patch, Unix, $"/{stored.Id}", PropertyMap.Empty.With(
            "parameters", ((PropertyValue.Map)inputs["parameters"]).Properties
                .With("passwordRequirements", Requirements.With("pronounceable", true))));
        engine.NewRun();
        var read = await engine.Read(stored);

        var updated = await engine.Update(
            read!, WithParameter(inputs, "passwordRequirements", Requirements.With("length", 30d)));

        var parameters = ((PropertyValue.Map)updated.Outputs["parameters"]).Properties;
        Assert.Equal(
            (PropertyValue)true,
            ((PropertyValue.Map)parameters["passwordRequirements"]).Properties["pronounceable"]);
    }

    private static PropertyMap Requirements => PropertyMap.Empty.With("length", 24d).With(
        "required",
        PropertyMap.Empty.With("lowercase", 1d).With("uppercase", 1d).With("digits", 1d).With("symbols", 1d));

    private static Action<JsonObject> TokenName(string reading) => type =>
    {
        var name = Parameter(type, "tokenName");
        if (reading == "not known")
        {
            type["parameters"]!.AsArray().Remove(name);
        }
        else if (reading == "with a default")
        {
            name["required"] = false;
            name["default"] = "infisical";
        }
    };

    private static string Sent(ProviderHarness engine, string method) =>
        engine.Server.Requests.To(method, "/api/v2/secret-rotations/").Single().Body;

    private static PropertyMap WithParameter(PropertyMap inputs, string name, PropertyValue value) =>
        inputs.With("parameters", ((PropertyValue.Map)inputs["parameters"]).Properties.With(name, value));

    private static PropertyMap WithoutParameter(PropertyMap inputs, string name) =>
        inputs.With("parameters", ((PropertyValue.Map)inputs["parameters"]).Properties.Without(name));

    private static JsonObject Parameter(JsonObject type, string name) =>
        type["parameters"]!.AsArray()
            .Select(field => field!.AsObject())
            .Single(field => field["name"]!.GetValue<string>() == name);

    private static Task<ProviderHarness> Start(string slug, Action<JsonObject> change)
    {
        var type = Contract.Read(slug, "type.json").AsObject();
        change(type);
        return ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp(), OtherTypes = { [slug] = type } },
            PackageInfo.Token(Contracts.Type(slug).TypeName));
    }
}
