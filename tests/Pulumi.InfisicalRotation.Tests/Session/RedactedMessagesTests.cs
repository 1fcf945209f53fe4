using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>No message shows a value that is marked secret.</summary>
public sealed class RedactedMessagesTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData("secretPath", "/most/private")]
    [InlineData("secretPath", "/most/private/")]
    [InlineData("environment", "qa")]
    [InlineData("connectionId", "11111111-1111-4111-8111-111111111111")]
    public async Task No_refusal_contains_a_value_that_the_user_marked_secret(string input, string value)
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(
                engine.Inputs().With(input, new PropertyValue.Secret(new PropertyValue.Text(value)))));

        Assert.DoesNotMatch($@"(?<!\w){value.TrimEnd('/')}(?!\w)", refusal.Message);
        Assert.DoesNotContain("/most", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[secret]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_message_and_no_server_text_contains_a_value_that_the_user_marked_secret()
    {
        await using var engine = await ProviderHarness.Start();
        var marked = engine.Inputs("very-private")
            .With("name", new PropertyValue.Secret(new PropertyValue.Text("very-private")));
        var stored = await engine.Create(marked);
        engine.Server.Faults.On(
            "GET",
            $"{Route}/{stored.Id}",
            Fault.Error(500, "InternalServerError", "very-private is unwell"),
            times: 10);
        engine.NewRun();

        await engine.Read(stored);
        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(marked.With("secretsMapping", engine.Inputs(prefix: "B")["secretsMapping"]), "other"));

        Assert.DoesNotContain(
            "very-private", string.Join('\n', [.. engine.Log, refusal.Message]), StringComparison.Ordinal);
        Assert.Contains("[secret] is unwell", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_message_that_quotes_a_secret_is_secret_and_a_trigger_hides_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs()
            .With(
                "parameters",
                PropertyMap.Empty.With("userName", new PropertyValue.Secret(new PropertyValue.Text("ci-bot"))))
            .With(
                "rotateTriggers", PropertyMap.Empty.With("by", new PropertyValue.Secret(new PropertyValue.Text("1"))));
        var stored = await engine.Create(inputs);
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("The user with name ci-bot cannot be found, 1 try"));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "2"))));
        engine.NewRun();
        var read = await engine.Read(stored);

        Assert.Contains(
            "The user with name [secret] cannot be found, 1 try", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<PropertyValue.Secret>(read!.Outputs["lastRotationMessage"]);
        Assert.DoesNotContain("ci-bot", string.Join('\n', engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_of_a_secret_name_is_reported_without_the_name()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs("hidden-name", prefix: "HIDDEN");
        inputs = inputs.With("name", new PropertyValue.Secret(inputs["name"]))
            .With("secretsMapping", new PropertyValue.Secret(inputs["secretsMapping"]));
        engine.Check(inputs, null, "first");

        var answer = engine.Provider.Check(
            new CheckCall(engine.Token, "second", engine.Urn("second"), PropertyMap.Empty, inputs, null));

        Assert.Equal(3, answer.Errors.Length);
        Assert.All(answer.Errors, failure => Assert.Empty(failure.Path));
        Assert.DoesNotContain(
            answer.Errors, failure => failure.Reason.Contains("hidden", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("temporaryParameter")]
    [InlineData("password")]
    [InlineData("somewhereElse")]
    public async Task A_secret_under_an_unknown_name_is_not_reported_by_its_path(string name)
    {
        await using var engine = await ProviderHarness.Start();
        PropertyValue value = name == "password" ? "hunter2" : PropertyMap.Empty.With("password", "hunter2");

        var answer = engine.Provider.Check(
            new CheckCall(
                engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().With(name, value), null));

        var failure = Assert.Single(answer.Errors);
        Assert.Empty(failure.Path);
        Assert.StartsWith($"{name} is not", failure.Reason, StringComparison.Ordinal);
    }
}
