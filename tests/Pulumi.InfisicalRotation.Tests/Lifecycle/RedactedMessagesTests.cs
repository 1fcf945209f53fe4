using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Lifecycle;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Lifecycle;

/// <summary>What a user has to be told before it happens, what must never be told, and what needs telling once.</summary>
public sealed class RedactedMessagesTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    [Theory]
    [InlineData("secretPath", "/most/private")]
    [InlineData("secretPath", "/most/private/")]
    [InlineData("environment", "qa")]
    [InlineData("connectionId", "11111111-1111-4111-8111-111111111111")]
    public async Task What_a_user_marked_secret_stands_in_no_refusal(string input, string value)
    {
        await using var engine = await Engine.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs().With(input, new PropertyValue.Secret(new PropertyValue.Text(value)))));

        Assert.DoesNotMatch($@"(?<!\w){value.TrimEnd('/')}(?!\w)", refusal.Message);
        Assert.DoesNotContain("/most", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("[secret]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_user_marked_secret_stands_in_no_message_and_no_server_text()
    {
        await using var engine = await Engine.Start();
        var marked = engine.Inputs("very-private").With("name", new PropertyValue.Secret(new PropertyValue.Text("very-private")));
        var stored = await engine.Create(marked);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "very-private is unwell"), times: 10);
        engine.NewRun();

        await engine.Read(stored);
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(marked.With("secretsMapping", engine.Inputs(prefix: "B")["secretsMapping"]), "other"));

        Assert.DoesNotContain("very-private", string.Join('\n', [.. engine.Log, refusal.Message]), StringComparison.Ordinal);
        Assert.Contains("[secret] is unwell", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_services_sentence_that_quotes_a_secret_is_one_and_a_trigger_hides_nothing()
    {
        await using var engine = await Engine.Start();
        var inputs = engine.Inputs()
            .With("parameters", PropertyMap.Empty.With("userName", new PropertyValue.Secret(new PropertyValue.Text("ci-bot"))))
            .With("rotateTriggers", PropertyMap.Empty.With("by", new PropertyValue.Secret(new PropertyValue.Text("1"))));
        var stored = await engine.Create(inputs);
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("The user with name ci-bot cannot be found, 1 try"));
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, inputs.With("rotateTriggers", PropertyMap.Empty.With("by", "2"))));
        engine.NewRun();
        var read = await engine.Read(stored);

        Assert.Contains("The user with name [secret] cannot be found, 1 try", refusal.Message, StringComparison.Ordinal);
        Assert.IsType<PropertyValue.Secret>(read!.Outputs["lastRotationMessage"]);
        Assert.DoesNotContain("ci-bot", string.Join('\n', engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_failure_of_many_resources_is_told_once()
    {
        await using var engine = await Engine.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "A"));
        var two = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");
        engine.Server.Faults.On("GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 100);
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations?", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 100);
        engine.NewRun();

        Assert.NotNull(await engine.Read(one));
        Assert.NotNull(await engine.Read(two));

        Assert.Single(engine.Warnings);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_waited_for_once_and_not_by_every_resource()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());
        var hold = new Hold();
        engine.Server.Faults.On("GET", "/api/v2/secret-rotations", Fault.Waits(hold), times: 100);
        engine.NewRun(engine.Configuration().With("maxRetries", 0d));
        var asked = engine.Server.Requests.All.Length;

        for (var resource = 0; resource < 10; resource++)
        {
            Assert.NotNull(await engine.WithoutAnswers("GET", engine.Read(stored)));
        }

        // One that asked alone, and the list of those who came after it.
        Assert.InRange(engine.RequestsSince(asked).Length, 1, 3);
        Assert.Single(engine.Warnings);
        hold.Release();
    }

    [Fact]
    public async Task A_second_rotation_of_the_same_user_is_warned_of_whether_it_is_there_or_in_the_stack()
    {
        await using var engine = await Engine.Start();
        await engine.PreviewCreate(engine.Inputs("one", prefix: "A"), "one");
        Assert.Empty(engine.Warnings);
        await engine.PreviewCreate(engine.Inputs("two", prefix: "B"), "two");
        await engine.PreviewCreate(engine.Inputs("three", "deploy-bot", "C"), "three");

        Assert.Contains("::one rotates the same account", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        await engine.Create(engine.Inputs("one", prefix: "A"), "one");
        engine.NewRun();
        await engine.PreviewCreate(engine.Inputs("two", prefix: "B"), "two");
        Assert.Contains("rotation \"one\"", engine.Warnings.Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_login_in_two_rotations_is_enough_to_be_rivals()
    {
        const string Slug = "postgres-credentials";
        await using var engine = await Engine.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var inputs = Contracts.Inputs(Slug);
        await engine.Create(inputs, "first");
        engine.NewRun();
        var logins = ((PropertyValue.Map)inputs["parameters"]).Properties;

        await engine.PreviewCreate(
            inputs.With("name", "second")
                .With("secretsMapping", PropertyMap.Empty.With("username", "OTHER_USER").With("password", "OTHER_PASSWORD"))
                .With("parameters", logins.With("username1", logins["username2"]).With("username2", "somebody_else")),
            "second");

        Assert.Contains("rotates the same account", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_that_got_another_name_is_told_that_the_secrets_are_its_own_rotations()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs("old-name"), "old-name");
        engine.NewRun();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs("new-name"), "new-name"));

        Assert.Contains($"belongs to the rotation \"old-name\" (aws-iam-user-secret, id {stored.Id})", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("give it an alias", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("delete that secret", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci bot")]
    [InlineData("ci:bot")]
    [InlineData("b\u00e4r")]
    public async Task A_name_that_IAM_cannot_have_is_refused_before_anything_is_replaced(string user)
    {
        await using var engine = await Engine.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs(user: user), null)).Failures);

        Assert.Equal("parameters.userName", failure.Property);
    }

    [Fact]
    public async Task Who_reads_the_secrets_is_told_where_they_go()
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.PreviewUpdate(stored, engine.Inputs(prefix: "NEW").With("secretPath", "/"));

        Assert.Contains(engine.Log, line => line.Contains("CI_ID, CI_SECRET from dev:/services to dev:/", StringComparison.Ordinal));
        Assert.Contains(engine.Log, line => line.Contains("CI_ID to NEW_ID, CI_SECRET to NEW_SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_preview_says_what_the_creation_may_cost_somebody_else()
    {
        await using var engine = await Engine.Start();

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(engine.Log, line => line.Contains("already has two access keys", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, true, "The secrets CI_ID, CI_SECRET stay in dev:/services", "0 rotations, 0 keys, 2 secrets")]
    [InlineData(true, false, "Its credentials are not revoked", "0 rotations, 1 keys, 0 secrets")]
    public async Task What_stays_behind_on_purpose_is_named(bool deletesSecrets, bool revokes, string sentence, string left)
    {
        await using var engine = await Engine.Start();
        var stored = await engine.Create(engine.Inputs().With("deleteSecretsOnDelete", deletesSecrets).With("revokeCredentialsOnDelete", revokes));

        await engine.Delete(stored);

        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(left, engine.WhatIsThere());
    }

    [Fact]
    public async Task Double_quotes_that_the_server_drops_are_no_change_and_no_other_rotation()
    {
        const string Slug = "ldap-password";
        await using var engine = await Engine.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var inputs = Contracts.Inputs(Slug);
        var parameters = ((PropertyValue.Map)inputs["parameters"]).Properties;
        var requirements = ((PropertyValue.Map)Contracts.Type(Slug).Parameters.Single(field => field.Name == "passwordRequirements").Example!).Properties;
        inputs = inputs.With("parameters", parameters.With("passwordRequirements", requirements.With("allowedSymbols", "-\"_\"")));
        engine.Server.Faults.On("POST", $"/api/v2/secret-rotations/{Slug}", Fault.CutAfterHandling);

        var stored = await engine.Create(inputs);
        engine.NewRun();
        var read = await engine.Read(stored);

        Assert.Single(engine.Server.World.Rotations);
        Assert.Empty(engine.Diff(read!, inputs));
    }

    [Fact]
    public async Task A_slug_in_the_place_of_the_projects_id_is_told()
    {
        await using var engine = await Engine.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs().With("projectId", "my-project")));

        Assert.Contains("not its slug or name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_missing_is_told_in_one_sentence()
    {
        await using var engine = await Engine.Start();

        var failure = Assert.Single(engine.Provider.Check(
            new CheckCall(engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, engine.Inputs().Without("connectionId"), null)).Failures);

        Assert.Equal("connectionId", failure.Property);
        Assert.DoesNotContain("A change", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_a_login_is_told_where_there_are_no_credentials()
    {
        await using var engine = await Engine.Start();
        using var provider = new InfisicalProvider(new QuickTime(), name => name == "INFISICAL_UNIVERSAL_AUTH_CLIENT_ID" ? "someone" : null);
        provider.Configure(engine.Configuration().Without("auth"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => provider.Create(new CreateCall(engine.Token, "r", engine.Urn("r"), engine.Check(engine.Inputs()), IsPreview: false), engine.Context));

        Assert.Contains("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET is not", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_as_another_type_of_the_same_app_says_so()
    {
        await using var engine = await Engine.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type("datadog-api-key").TypeName));
        var stored = await engine.Create(Contracts.Inputs("datadog-api-key"));
        using var provider = new InfisicalProvider(new QuickTime(), _ => null);
        provider.Configure(engine.Configuration());
        var token = PackageInfo.Token(Contracts.Type("datadog-application-key-secret").TypeName);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => provider.Read(new ReadCall(token, "r", engine.Urn("r"), stored.Id, null, null), engine.Context));

        Assert.Contains("import it as infisical-rotation:index:DatadogApiKeyRotation", refusal.Message, StringComparison.Ordinal);
    }
}
