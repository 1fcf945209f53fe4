using Pulumi.InfisicalRotation.Functions;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class FunctionRunTests
{
    public static TheoryData<string> Names => [.. FunctionDefinitions.All.Select(function => function.Name)];

    [Fact]
    public void Every_definition_has_its_function() => Assert.Equal(
        FunctionDefinitions.All.Select(function => function.Name),
        FunctionList.All.Select(function => function.Definition.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_unknown_argument_name_is_an_error_at_that_name(string function)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused(function, PropertyMap.Empty.With("rotationsId", "x"));

        Assert.Contains(errors, error => error.StartsWith($"rotationsId is not an input of {function}", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_value_of_another_kind_is_an_error_at_its_argument(string function)
    {
        await using var engine = await ProviderHarness.Start();
        var field = FunctionDefinitions.All.Single(definition => definition.Name == function).Arguments[0];

        var errors = await engine.Refused(function, PropertyMap.Empty.With(field.Name, new PropertyValue.List([])));

        Assert.Contains(errors, error => error.StartsWith($"{field.Name} is a list", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_unknown_value_is_an_error_that_names_the_output_form(string function)
    {
        await using var engine = await ProviderHarness.Start();
        var field = FunctionDefinitions.All.Single(definition => definition.Name == function).Arguments[0];

        var errors = await engine.Refused(function, PropertyMap.Empty.With(field.Name, PropertyValue.Unknown.Instance));

        Assert.Contains($"{field.Name} {FunctionMessages.ArgumentUnknown}", errors);
    }

    [Fact]
    public async Task The_path_of_an_unknown_value_is_in_the_notation_of_the_engine()
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getSpreadSchedule", PropertyMap.Empty.With("a.b", PropertyValue.Unknown.Instance));

        Assert.Contains($"[\"a.b\"] {FunctionMessages.ArgumentUnknown}", errors);
    }

    [Fact]
    public async Task The_results_of_a_secret_argument_are_secret()
    {
        await using var engine = await ProviderHarness.Start();

        var results = await engine.Results("getSpreadSchedule", PropertyMap.Empty.With("key", Secret("ci-bot")));

        Assert.Equal(["hours", "minutes"], results.Keys);
        Assert.All(results.Values, value => Assert.IsType<PropertyValue.Secret>(value));
    }

    [Fact]
    public async Task A_wrong_secret_argument_is_reported_without_its_value_and_path()
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotation", PropertyMap.Empty.With("rotationId", Secret("hunter2")));

        var error = Assert.Single(errors);
        Assert.StartsWith("rotationId is invalid", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_argument_that_finds_nothing_is_not_shown()
    {
        await using var engine = await ProviderHarness.Start();
        var arguments = PropertyMap.Empty
            .With("projectId", engine.Server.Seed.Project.Id)
            .With("environment", "dev")
            .With("secretPath", "/")
            .With("name", Secret("hunter2"));

        var answer = await engine.Invoke("getRotation", arguments);

        var error = Assert.Single(answer.Errors);
        Assert.Equal("", error.Path);
        Assert.DoesNotContain("hunter2", error.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_function_is_refused()
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Invoke("getNothing"));

        Assert.Contains("getNothing", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_request_is_a_refusal_with_advice()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration(host: "http://127.0.0.1:1"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Invoke(
            "getRotations", PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id)));

        Assert.Equal(RefusalKind.Unavailable, refusal.Kind);
        Assert.Contains("INFISICAL_HOST", refusal.Message, StringComparison.Ordinal);
    }

    private static PropertyValue.Secret Secret(string text) => new(new PropertyValue.Text(text));
}
