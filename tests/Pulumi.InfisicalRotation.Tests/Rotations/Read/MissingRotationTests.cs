using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

public sealed class MissingRotationTests
{
    private const string Route = "/api/v2/secret-rotations";

    [Fact]
    public async Task An_old_rotation_is_gone_with_the_first_definite_not_found()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(70));
        await engine.DeleteElsewhere(stored);
        engine.NewRun();
        var asked = engine.Server.Requests.All.Length;

        Assert.Null(await engine.Read(stored));

        Assert.Equal(
            [$"GET {Route}/aws-iam-user-secret/{stored.Id}", $"GET {Route}"], engine.RequestsSince(asked));
    }

    [Fact]
    public async Task A_new_rotation_is_gone_only_after_several_definite_not_founds()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Advance(TimeSpan.FromSeconds(50));
        await engine.DeleteElsewhere(stored);
        engine.NewRun();
        var asked = engine.Server.Requests.All.Length;

        Assert.Null(await engine.Read(stored));

        Assert.InRange(engine.RequestsSince(asked).Length, 8, 12);
        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task A_rotation_missing_from_the_list_and_found_by_its_own_route_exists()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        engine.Server.Faults.On("GET", Route, Fault.Answer(200, """{"secretRotations":[]}"""));
        var asked = engine.Server.Requests.All.Length;

        var read = await engine.ReadTogether(first, second);

        Assert.Equal([first.Id, second.Id], read.Select(one => one?.Id));
        Assert.Contains($"GET {Route}", engine.RequestsSince(asked));
        Assert.Contains($"GET {Route}/aws-iam-user-secret/{first.Id}", engine.RequestsSince(asked));
        Assert.Empty(engine.Warnings);
    }

    [Fact]
    public async Task A_rotation_that_this_run_deleted_is_not_read_from_an_earlier_list()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        var second = await engine.Create(engine.Inputs("other", "deploy-bot", "DEPLOY"), "b");
        engine.Server.Clock.Advance(TimeSpan.FromDays(1));
        engine.NewRun();
        await engine.ReadTogether(first, second);

        await engine.Delete(first);

        Assert.Null(await engine.Read(first));
        Assert.NotNull(await engine.Read(second));
    }

    [Fact]
    public async Task A_rotation_deleted_out_of_band_is_gone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        await engine.Delete(stored);
        engine.NewRun();

        Assert.Null(await engine.Read(stored));
    }

    [Fact]
    public async Task A_rotation_missing_from_the_list_is_read_before_it_counts_as_deleted()
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
}
