using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// A response may leave out what the cloud's own document does not require. That is unknown: neither false nor zero.
/// </summary>
public sealed class RotationFactsTests
{
    private static readonly string[] Optional =
    [
        "description", "isAutoRotationEnabled", "activeIndex", "lastRotationJobId", "nextRotationAt",
        "isLastRotationManual", "lastRotationMessage",
    ];

    [Fact]
    public async Task A_rotation_lives_without_drift_on_a_server_that_leaves_out_everything_optional()
    {
        await using var engine = await Start(Optional);
        var inputs = engine.Inputs().With("description", "Used by CI.").With("isAutoRotationEnabled", false);

        var stored = await engine.Create(inputs);
        var read = await engine.Read(stored);

        Assert.Empty(engine.Diff(read!, inputs));
        Assert.Equal(stored.Outputs, read!.Outputs);
        Assert.Equal(
            ("Used by CI.", false, "paused"),
            (read.Text("description"), Flag(read, "isAutoRotationEnabled"), read.Text("health")));
        Assert.Null(read.Outputs.Get("activeIndex"));
        Assert.Null(read.Outputs.Get("isLastRotationManual"));
    }

    /// <summary>The typed SDKs read a missing output that is required as false or zero.</summary>
    [Fact]
    public async Task What_a_response_may_leave_out_is_no_required_output()
    {
        await using var engine = await Start(Optional);

        var stored = await engine.Create(engine.Inputs());

        Assert.All(
            Outputs.All.Where(output => output.IsRequired), output => Assert.NotNull(stored.Outputs.Get(output.Name)));
    }

    [Fact]
    public async Task A_read_keeps_what_the_response_leaves_out_this_time()
    {
        await using var engine = await Start();
        var inputs = engine.Inputs().With("description", "Used by CI.").With("isAutoRotationEnabled", false);
        var stored = await engine.Create(inputs);
        await engine.RotateElsewhere(stored);
        var rotated = await engine.Read(stored);
        engine.NewRun();
        engine.Server.Options.LeftOut.UnionWith(Optional);

        var read = await engine.Read(rotated!);

        Assert.Equal(1d, ((PropertyValue.Number)read!.Outputs["activeIndex"]).Value);
        Assert.True(Flag(read, "isLastRotationManual"));
        Assert.Equal(rotated!.Text("credentialVersion"), read.Text("credentialVersion"));
        Assert.Empty(engine.Diff(read, inputs));
    }

    [Fact]
    public async Task The_version_follows_the_time_of_the_rotation_while_the_slot_is_unknown()
    {
        await using var engine = await Start("activeIndex");
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        await engine.RotateElsewhere(stored);
        engine.NewRun();

        var rotated = await engine.Read(stored);
        engine.Server.Options.LeftOut.Clear();
        engine.NewRun();
        var shown = await engine.Read(rotated!);

        Assert.NotEqual(stored.Text("credentialVersion"), rotated!.Text("credentialVersion"));
        Assert.Equal(rotated.Text("credentialVersion"), shown!.Text("credentialVersion"));
        Assert.Equal(1d, ((PropertyValue.Number)shown.Outputs["activeIndex"]).Value);
    }

    [Fact]
    public async Task The_version_stays_when_the_server_begins_to_show_the_slot()
    {
        await using var engine = await Start("activeIndex");
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Options.LeftOut.Clear();
        var versions = new List<string?> { stored.Text("credentialVersion") };
        for (var reads = 0; reads < 3; reads++)
        {
            engine.NewRun();
            stored = (await engine.Read(stored))!;
            versions.Add(stored.Text("credentialVersion"));
        }

        Assert.Equal(0d, ((PropertyValue.Number)stored.Outputs["activeIndex"]).Value);
        Assert.Single(versions.Distinct());
        await engine.RotateElsewhere(stored);
        engine.NewRun();
        Assert.NotEqual(versions[0], (await engine.Read(stored))!.Text("credentialVersion"));
    }

    [Fact]
    public async Task A_slot_that_is_out_of_date_is_no_output()
    {
        await using var engine = await Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromHours(1));
        await engine.RotateElsewhere(stored);
        engine.NewRun();
        engine.Server.Options.LeftOut.Add("activeIndex");

        var read = await engine.Read(stored);

        Assert.Null(read!.Outputs.Get("activeIndex"));
    }

    [Fact]
    public async Task A_requested_rotation_that_failed_is_not_taken_for_done_where_the_slot_is_unknown()
    {
        await using var engine = await Start("activeIndex");
        var inputs = engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("a", "1"));
        var stored = await engine.Create(inputs);
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("No."));

        var news = engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("a", "2"));
        var error = await Record.ExceptionAsync(() => engine.Update(stored, news));

        Assert.IsType<RefusalException>(error);
        Assert.Equal(0, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
        await engine.Update(stored, news);
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
    }

    [Fact]
    public async Task A_description_that_was_cleared_elsewhere_is_drift()
    {
        await using var engine = await Start();
        var inputs = engine.Inputs().With("description", "Used by CI.");
        var stored = await engine.Create(inputs);
        await engine.SendElsewhere(
            HttpMethod.Patch,
            $"/{stored.Id}",
            PropertyMap.Empty.With("description", ""));

        Assert.Equal("description", Assert.Single(engine.Diff((await engine.Read(stored))!, inputs)).Path);
    }

    private static bool Flag(Stored stored, string name) => ((PropertyValue.Bool)stored.Outputs[name]).Value;

    private static Task<ProviderHarness> Start(params string[] leftOut)
    {
        var options = new EmulatorOptions();
        options.LeftOut.UnionWith(leftOut);
        return ProviderHarness.Start(options);
    }
}
