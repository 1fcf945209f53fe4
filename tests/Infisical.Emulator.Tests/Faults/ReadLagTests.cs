namespace Infisical.Emulator.Tests.Faults;

public sealed class ReadLagTests
{
    [Fact]
    public async Task A_frozen_replica_shows_nothing_new_until_it_catches_up()
    {
        await using var api = await Api.StartAsync();
        api.Server.ReadLag.Freeze();
        var id = await api.CreateAsync();
        Assert.Equal((404, 0), ((await api.Get($"{Api.Aws}/{id}")).Status, await Count(api)));
        api.Server.ReadLag.Release();
        Assert.Equal(1, await Count(api));
    }

    [Fact]
    public async Task A_replica_can_be_some_writes_behind()
    {
        await using var api = await Api.StartAsync();
        api.Server.ReadLag.Writes = 1;
        await api.CreateAsync(api.AwsBody("one", "A", "B"));
        Assert.Equal(0, await Count(api));
        await api.CreateAsync(api.AwsBody("two", "C", "D"));
        Assert.Equal(1, await Count(api));
    }

    [Fact]
    public async Task A_replica_can_catch_up_after_some_reads()
    {
        await using var api = await Api.StartAsync();
        api.Server.ReadLag.Reads = 2;
        await api.CreateAsync();
        Assert.Equal((0, 0, 1), (await Count(api), await Count(api), await Count(api)));
    }

    [Fact]
    public async Task Writes_are_checked_against_the_primary()
    {
        await using var api = await Api.StartAsync();
        api.Server.ReadLag.Freeze();
        var id = await api.CreateAsync();
        Assert.Equal(400, (await api.Post(Api.Aws, api.AwsBody())).Status);
        (await api.Delete($"{Api.Aws}/{id}")).Expect(200);
        Assert.Empty(api.Server.World.Rotations);
    }

    private static async Task<int> Count(Api api) =>
        (await api.Get($"{Api.Rotations}?projectId={api.ProjectId}")).Expect(200)["secretRotations"]!.AsArray().Count;
}
