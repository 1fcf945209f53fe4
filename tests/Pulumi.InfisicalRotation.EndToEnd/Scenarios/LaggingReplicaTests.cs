using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>After each write, some lists and GETs are answered by a replica that does not know of it yet.</summary>
[Trait("Needs", "pulumi")]
public sealed class LaggingReplicaTests
{
    private const int StaleReads = 3;

    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "create", "move", MemberType = typeof(EngineFaults))]
    public async Task A_Change_Is_Made_Once_And_Nothing_Is_Left(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        server.Emulator.ReadLag.Reads = StaleReads;
        await using var stack = await EngineFaults.StackAsync(server, name);

        await EngineFaults.ConvergesAsync(server, stack, name);
    }

    [Theory]
    [MemberData(nameof(EngineFaults.Changes), "create connection", "update", MemberType = typeof(EngineFaults))]
    public async Task A_Change_Whose_Answer_Is_Lost_Is_Found(string name)
    {
        await using var server = await EngineFaults.ServerAsync();
        server.Emulator.ReadLag.Reads = StaleReads;
        await using var stack = await EngineFaults.StackAsync(server, name);
        EngineFaults.Hold(server, name, hold => Fault.CutWaits(hold) with { AfterHandling = true }).Release();

        await EngineFaults.ConvergesAsync(server, stack, name);
    }
}
