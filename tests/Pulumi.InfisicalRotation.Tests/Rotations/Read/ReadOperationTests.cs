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
    public async Task A_read_after_a_create_has_no_diff()
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

    [Theory]
    [InlineData("rotationId")]
    [InlineData("projectId")]
    [InlineData("")]
    public async Task A_state_with_fewer_outputs_than_today_keeps_the_inputs(string missing)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs()
            .With("deleteSecretsOnDelete", false)
            .With("rotateTriggers", PropertyMap.Empty.With("by", "v1")));
        var older = stored with { Outputs = missing.Length > 0 ? stored.Outputs.Without(missing) : PropertyMap.Empty };
        engine.NewRun();

        var read = await engine.Read(older);

        Assert.Equal(stored.Inputs, read!.Inputs);
        Assert.Equal(stored.Text("rotationId"), read.Text("rotationId"));
        Assert.Empty(engine.Diff(read, stored.Inputs));
    }

    [Fact]
    public async Task A_generic_rotation_is_read_from_an_incomplete_state_by_the_type_in_its_inputs()
    {
        await using var engine = await ProviderHarness.Start(token: "infisical-rotation:index:SecretRotation");
        var stored = await engine.Create(engine.Inputs().With("type", "aws-iam-user-secret"));
        engine.NewRun();

        var read = await engine.Read(stored with { Outputs = PropertyMap.Empty.With("name", "ci-key") });

        Assert.Equal(stored.Inputs, read!.Inputs);
    }

    [Fact]
    public async Task Many_rotations_of_a_project_share_one_list()
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
    public async Task A_single_rotation_is_read_by_its_own_route()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Requests.Clear();

        await engine.Read(stored);

        Assert.Equal([$"GET {Route}/aws-iam-user-secret/{stored.Id}"], engine.RequestsSince(0));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task An_indefinite_response_keeps_the_state_with_one_warning(int status)
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
    public async Task Refused_credentials_keep_the_state()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration(new Identity("everything") { ClientSecret = "wrong" }));

        var read = await engine.Read(stored);

        Assert.Equal(stored, read);
        Assert.DoesNotContain("wrong", Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_out_of_band_pause_is_in_the_inputs_and_in_the_diff()
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
    public async Task A_failed_rotation_is_one_warning_with_the_reason_of_the_server()
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
    public async Task A_rotation_past_its_time_is_overdue_by_the_clock_of_the_server()
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
    [InlineData(true, "healthy")]
    [InlineData(true, "degraded")]
    [InlineData(true, "import")]
    [InlineData(false, "healthy")]
    [InlineData(false, "degraded")]
    [InlineData(false, "import")]
    public async Task Every_read_response_contains_refresh_before_update(bool refreshes, string kind)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", refreshes));
        if (kind == "degraded")
        {
            engine.Server.Faults.On(
                "GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 9);
        }

        var answer = await engine.Provider.Read(
            kind == "import"
                ? new ReadCall(engine.Token, "r", stored.Id, null, null)
                : new ReadCall(engine.Token, "r", stored.Id, stored.Outputs, stored.Inputs),
            engine.Context);

        Assert.Equal(refreshes, answer!.RefreshBeforeUpdate);
        Assert.Equal(kind == "degraded" ? 1 : 0, engine.Warnings.Count());
    }
}
