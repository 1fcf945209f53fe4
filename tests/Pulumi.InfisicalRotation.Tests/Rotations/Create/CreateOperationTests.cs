using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

public sealed class CreateOperationTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string List = "/api/v2/secret-rotations";

    [Fact]
    public async Task A_created_rotation_has_the_outputs_of_the_server()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(engine.Inputs());

        var made = Assert.Single(engine.Server.World.Rotations);
        Assert.Equal(made.Id, stored.Id);
        Assert.Equal(made.Id, stored.Text("rotationId"));
        Assert.Equal(made.NextRotationAt, DateTimeOffset.Parse(stored.Text("nextRotationAt")!, null));
        Assert.Equal("healthy", stored.Text("health"));
        Assert.Equal("aws-main", stored.Text("connectionName"));
        Assert.Equal(new PropertyValue.Number(60), stored.Outputs["maxKeyAgeDays"]);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task No_output_and_no_log_line_contains_a_credential()
    {
        await using var engine = await ProviderHarness.Start();

        var stored = await engine.Create(engine.Inputs());

        var credentials = engine.Server.World.SecretsAt("dev", "/services").Select(secret => secret.Value).ToList();
        Assert.Equal(2, credentials.Count);
        var texts = stored.Outputs.Select(pair => Printed.Text(pair.Value)).Concat(engine.Log);
        Assert.DoesNotContain(
            texts, text => credentials.Any(credential => text.Contains(credential, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_folder_created_earlier_in_the_same_run_is_found()
    {
        await using var engine = await ProviderHarness.Start();
        await Assert.ThrowsAsync<RefusalException>(
            () => engine.PreviewCreate(engine.Inputs().With("secretPath", "/later")));
        engine.Server.World.Add(new SeedFolder("dev", "/later"));

        await engine.Create(engine.Inputs().With("secretPath", "/later"));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_connection_created_earlier_in_the_same_run_is_found()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.PreviewCreate(engine.Inputs());
        var later = new SeedConnection("aws", "later");
        engine.Server.World.Add(later);

        await engine.Create(engine.Inputs().With("connectionId", later.Id));

        Assert.Equal(later.Id, Assert.Single(engine.Server.World.Rotations).ConnectionId);
    }

    [Fact]
    public async Task A_connection_of_the_organisation_needs_no_permission_for_those_of_projects()
    {
        var narrow = new Identity("narrow")
        {
            Grants =
            [
                new Grant("secret-rotation", "*"),
                new Grant("app-connections", "connect"),
                new Grant("secrets", "describeSecret"),
            ],
        };
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(narrow);
        engine.NewRun(engine.Configuration(narrow));

        await engine.PreviewCreate(engine.Inputs());
        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_recent_list_is_shared_by_several_creates()
    {
        await using var engine = await ProviderHarness.Start();

        await engine.Create(engine.Inputs());
        engine.Time.Advance(TimeSpan.FromSeconds(4));
        await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");

        Assert.Single(engine.Server.Requests.To("GET", List));
    }

    [Fact]
    public async Task A_cancel_before_the_request_creates_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Cancel();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Contains("nothing was created", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", Route));
    }

    [Theory]
    [InlineData("plan", "plan does not include secret rotations")]
    [InlineData("folder", "the folder /nowhere does not exist")]
    [InlineData("environment", "the environment \"qa\" does not exist")]
    [InlineData("connection", "is not among the aws connections")]
    [InlineData("read", "may not read rotations")]
    [InlineData("credentials", "refused")]
    [InlineData("create", "You are not allowed to create")]
    public async Task A_missing_requirement_is_one_message_and_nothing_is_created(string lack, string sentence)
    {
        var limited = new Identity("limited")
        {
            Grants =
            [
                new Grant("secret-rotation", lack == "read" ? "create" : "read"),
                new Grant("app-connections", "*"),
                new Grant("secrets", "*"),
            ],
        };
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { PlanHasRotations = lack != "plan" });
        engine.Server.World.Add(limited);
        engine.NewRun(engine.Configuration(lack switch
        {
            "read" or "create" => limited,
            "credentials" => new Identity("everything") { ClientSecret = "wrong" },
            _ => engine.Server.Seed.Identity,
        }));
        var inputs = lack switch
        {
            "folder" => engine.Inputs().With("secretPath", "/nowhere"),
            "environment" => engine.Inputs().With("environment", "qa"),
            "connection" => engine.Inputs().With("connectionId", "11111111-1111-4111-8111-111111111111"),
            _ => engine.Inputs(),
        };

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    /// <summary>Nothing that is computed after the request may lose the rotation that it has made.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_rotation_that_is_due_at_the_end_of_the_calendar_is_recorded(int daysBefore)
    {
        await using var engine = await ProviderHarness.Start();
        var days = (new DateTime(9999, 12, 31) - engine.Server.Clock.Now.UtcDateTime.Date).Days - daysBefore;
        var inputs = engine.Inputs()
            .With("rotationInterval", (double)days)
            .With("rotateAtUtc", PropertyMap.Empty.With("hours", 23d).With("minutes", 55d));

        await engine.PreviewCreate(inputs);
        var stored = await engine.Create(inputs);

        Assert.StartsWith($"9999-12-{31 - daysBefore}T23:55", stored.Text("nextRotationAt"), StringComparison.Ordinal);
        Assert.Equal("healthy", stored.Text("health"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }
}
