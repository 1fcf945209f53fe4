using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

public sealed class ReadOperationTests
{
    private const string Route = "/api/v2/secret-rotations";

    [Fact]
    public async Task Right_after_a_create_nothing_differs()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("secretPath", "/services/").With("description", " text ");
        var stored = await engine.Create(inputs);
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(stored.Inputs, read!.Inputs);
        Assert.Empty(engine.Diff(read, inputs));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task Many_of_a_project_share_one_list()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = new List<Stored>();
        foreach (var n in Enumerable.Range(0, 20))
        {
            engine.Server.World.Add(new SeedIamUser($"user-{n}"));
            stored.Add(await engine.Create(engine.Inputs($"key-{n}", $"user-{n}", $"K{n}"), $"r{n}"));
        }

        engine.NewRun();
        engine.Server.Requests.Clear();
        var read = await engine.ReadTogether(stored);

        Assert.Equal(stored.Select(one => one.Id), read.Select(one => one!.Id));
        Assert.Equal([$"GET {Route}"], engine.RequestsSince(0));
    }

    [Fact]
    public async Task One_alone_is_read_alone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Requests.Clear();

        await engine.Read(stored);

        Assert.Equal([$"GET {Route}/aws-iam-user-secret/{stored.Id}"], engine.RequestsSince(0));
    }

    [Fact]
    public async Task What_was_deleted_by_hand_is_gone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);
        engine.NewRun();

        Assert.Null(await engine.Read(stored));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Whatever_is_no_definite_answer_keeps_what_is_stored_with_one_warning(int status)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var fault = status == 404
            ? Fault.Error(404, "Not Found", "Route GET:/api/v2 not found")
            : Fault.Error(status, "Some", "Some reason");
        engine.Server.Faults.On("GET", Route, fault, times: 20);

        var read = await engine.Read(stored);

        Assert.Equal(stored, read);
        Assert.Single(engine.Warnings);
    }

    [Fact]
    public async Task Refused_credentials_keep_what_is_stored()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration(new Identity("everything") { ClientSecret = "wrong" }));

        var read = await engine.Read(stored);

        Assert.Equal(stored, read);
        Assert.DoesNotContain("wrong", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_item_that_is_missing_from_the_list_is_asked_for_before_it_counts_as_gone()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedIamUser("third"));
        var first = await engine.Create(engine.Inputs());
        engine.Server.ReadLag.Freeze();
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        engine.NewRun();
        engine.Server.ReadLag.Release();
        engine.Server.Faults.On("GET", Route, Fault.Answer(200, """{"secretRotations":[]}"""));

        var read = await engine.ReadTogether(first, second);

        Assert.Equal([first.Id, second.Id], read.Select(one => one!.Id));
    }

    [Fact]
    public async Task A_pause_by_hand_shows_in_the_inputs_and_is_offered_back()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs();
        var stored = await engine.Create(inputs);
        await engine.Update(stored, inputs.With("isAutoRotationEnabled", false));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(new PropertyValue.Bool(false), read!.Inputs["isAutoRotationEnabled"]);
        Assert.Equal("paused", read.Text("health"));
        Assert.Null(read.Outputs.Get("nextRotationAt"));
        Assert.Null(read.Outputs.Get("maxKeyAgeDays"));
        Assert.Equal("isAutoRotationEnabled", Assert.Single(engine.Diff(read, inputs)).Path);
    }

    [Fact]
    public async Task A_failed_rotation_is_one_warning_with_the_servers_reason()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("access denied for the connection") with { Times = 5 });
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal("failed", read!.Text("health"));
        Assert.Contains("access denied for the connection", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Equal(stored.Text("credentialVersion"), read.Text("credentialVersion"));
        Assert.Empty(engine.Diff(read, engine.Inputs()));
    }

    [Fact]
    public async Task A_rotation_past_its_time_is_overdue_by_the_servers_clock()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal("overdue", read!.Text("health"));
        Assert.Contains("overdue", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scheduled_rotation_changes_the_credential_version_and_is_no_diff()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromDays(40));
        await engine.Server.RunScheduler(TestContext.Current.CancellationToken);
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.NotEqual(stored.Text("credentialVersion"), read!.Text("credentialVersion"));
        Assert.Equal(new PropertyValue.Number(1), read.Outputs["activeIndex"]);
        Assert.Empty(engine.Diff(read, engine.Inputs()));
    }

    [Fact]
    public async Task Secret_marks_survive_a_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("description", new PropertyValue.Secret("hush")));
        engine.NewRun();

        var read = await engine.Read(stored);

        Assert.Equal(new PropertyValue.Secret("hush"), read!.Inputs["description"]);
        Assert.Equal(new PropertyValue.Secret("hush"), read.Outputs["description"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_import_gives_inputs_that_check_to_themselves_and_differ_in_nothing(bool byPath)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var imported = await engine.Import(byPath ? $"{engine.Server.Seed.Project.Id}/dev/services/ci-key" : stored.Id);

        Assert.Equal(stored.Id, imported!.Id);
        Assert.Equal(imported.Inputs, engine.Check(imported.Inputs, imported.Inputs));
        Assert.Equal(engine.Inputs(), imported.Inputs);
        Assert.Empty(engine.Diff(imported, engine.Inputs()));
    }

    [Fact]
    public async Task An_import_of_what_is_not_there_is_nothing_and_of_a_malformed_id_an_error()
    {
        await using var engine = await ProviderHarness.Start();

        Assert.Null(await engine.Import("11111111-1111-4111-8111-111111111111"));
        Assert.Null(await engine.Import($"{engine.Server.Seed.Project.Id}/dev/nothing"));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import("not an id"));
        Assert.Contains("projectId/environment/folder/path/name", refusal.Message, StringComparison.Ordinal);
    }
}
