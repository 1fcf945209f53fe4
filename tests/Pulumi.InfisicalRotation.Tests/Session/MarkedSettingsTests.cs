using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>Settings that the user marked as secret stay secret in resources, and no message contains them.</summary>
public sealed class MarkedSettingsTests
{
    [Fact]
    public async Task A_marked_default_is_secret_in_the_inputs_and_outputs_of_a_resource()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(Marked(engine));
        var inputs = engine.Inputs().Without("projectId").Without("environment");

        var stored = await engine.Create(inputs);
        var updated = await engine.Update(stored, inputs.With("rotationInterval", 60d));
        var read = await engine.Read(updated);
        var imported = await engine.Import(stored.Id);

        foreach (var state in new[] { stored, updated, read!, imported! })
        {
            Assert.All(
                new[] { state.Inputs, state.Outputs }.SelectMany(map => new[] { map["projectId"], map["environment"] }),
                value => Assert.IsType<PropertyValue.Secret>(value));
        }
    }

    [Fact]
    public async Task State_of_an_earlier_version_becomes_secret_with_the_next_read_and_is_no_change()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(Marked(engine));

        var read = await engine.Read(stored);

        Assert.IsType<PropertyValue.Secret>(read!.Outputs["projectId"]);
        Assert.IsType<PropertyValue.Secret>(read.Inputs["environment"]);
        Assert.Empty(engine.Diff(read, engine.Inputs().Without("projectId").Without("environment")));
    }

    [Fact]
    public async Task A_value_of_the_program_that_is_not_the_marked_one_stays_plain()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(Marked(engine).With("environment", Secret("prod")));

        var stored = await engine.Create(engine.Inputs().Without("projectId"));
        var read = await engine.Read(stored);

        Assert.IsType<PropertyValue.Text>(read!.Outputs["environment"]);
        Assert.IsType<PropertyValue.Secret>(read.Outputs["projectId"]);
    }

    [Theory]
    [InlineData("host", "http://localhost:9/very-private", "localhost:9")]
    [InlineData("host", "http://127.0.0.1:9", "127.0.0.1:9")]
    [InlineData("caCertificate", "private-folder/very-private.pem", "very-private")]
    [InlineData("environment", "very-private", "very-private")]
    public async Task No_message_of_a_call_contains_a_marked_setting(string setting, string value, string hidden)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("maxRetries", 0d).With(setting, Secret(value)));
        var inputs = engine.Inputs("new", "deploy-bot", "N");
        inputs = setting == "environment" ? inputs.Without("environment") : inputs;

        var messages = new List<string?>
        {
            (await Record.ExceptionAsync(() => engine.Create(inputs, "new")))?.Message,
            (await Record.ExceptionAsync(() => engine.PreviewCreate(inputs, "new")))?.Message,
            (await Record.ExceptionAsync(() => engine.Import("a/very-private/b")))?.Message,
        };
        await engine.Read(stored);
        engine.Provider.RunEnds();

        Assert.NotNull(messages[0]);
        Assert.DoesNotContain(
            hidden, string.Join('\n', [.. messages, .. engine.Log]), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("host", "very-private")]
    [InlineData("organizationSlug", "very private")]
    [InlineData("environment", "Very Private")]
    [InlineData("caCertificate", 7d)]
    [InlineData("projectId", 4711d)]
    [InlineData("requestTimeoutSeconds", 4711d)]
    [InlineData("maxRetries", "very-private")]
    public async Task No_input_error_of_the_configuration_contains_a_marked_value(string setting, object value)
    {
        await using var engine = await ProviderHarness.Start();
        PropertyValue wrong = value is double number ? number : (string)value;
        var configuration = engine.Configuration().With(setting, new PropertyValue.Secret(wrong));

        var answer = engine.Provider.CheckConfig(PropertyMap.Empty, configuration);
        engine.NewRun(configuration);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        var error = Assert.Single(answer.Errors);
        Assert.Empty(error.Path);
        Assert.StartsWith(setting, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(
            $"{value}", string.Join('\n', [error.Reason, refusal.Message]), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_conflict_of_names_does_not_contain_a_marked_project()
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(Marked(engine));
        var inputs = engine.Inputs().Without("projectId").Without("environment");
        await engine.Create(inputs);
        engine.NewRun(Marked(engine));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs, "again"));

        Assert.DoesNotContain(engine.Server.Seed.Project.Id, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_results_of_a_function_for_a_marked_project_are_secret()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun(Marked(engine));

        var answer = await engine.Provider.Invoke(
            new InvokeCall("infisical-rotation:index:getRotations", PropertyMap.Empty), engine.Context);

        Assert.Empty(answer.Errors);
        Assert.All(answer.Results.Values, value => Assert.IsType<PropertyValue.Secret>(value));
    }

    private static PropertyMap Marked(ProviderHarness engine) => engine.Configuration()
        .With("projectId", Secret(engine.Server.Seed.Project.Id))
        .With("environment", Secret("dev"));

    private static PropertyValue.Secret Secret(string text) => new(new PropertyValue.Text(text));
}
