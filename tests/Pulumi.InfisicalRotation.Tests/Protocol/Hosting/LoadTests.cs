using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Hosting;

public sealed class LoadTests
{
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_of_40_MiB_passes_both_ways()
    {
        await using var served = await ServedProvider.Start();
        var request = ServedProvider.CreateRequest("a");
        request.Properties.Fields["text"] = Value.ForString(new string('x', 40 * 1024 * 1024));

        var response = await served.Client.CreateAsync(request, cancellationToken: End);

        Assert.Equal(request.Properties, response.Properties);
    }

    [Fact]
    public async Task Two_hundred_creates_pass_while_150_components_are_open_on_the_same_connection()
    {
        await using var monitor = await LoopbackServer.Start(ResourceMonitor.BindService(new FakeMonitor()), End);
        await using var served = await ServedProvider.Start();
        var (constructs, creates) = (new Gate(150), new Gate(200));
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        served.Provider.OnConstruct = async (call, _, _) =>
        {
            constructs.Pass();
            await release.Task;
            return new ConstructAnswer(call.Inputs, call.Dependencies);
        };
        served.Provider.OnCreate = async (call, _) =>
        {
            creates.Pass();
            await creates.AllPassed;
            return new CreateAnswer(call.Name, PropertyMap.Empty, false);
        };

        var open = Enumerable.Range(0, 150)
            .Select(index => Construct(served, monitor.Address, $"component-{index}"))
            .ToList();
        await constructs.AllPassed.WaitAsync(TimeLimit, End);
        var created = await Task.WhenAll(Enumerable.Range(0, 200).Select(index => served.Create($"{index}", End)))
            .WaitAsync(TimeLimit, End);
        release.SetResult();
        var constructed = await Task.WhenAll(open).WaitAsync(TimeLimit, End);

        Assert.Equal(Enumerable.Range(0, 200).Select(index => $"{index}"), created.Select(response => response.Id));
        Assert.Equal(150, constructed.DistinctBy(response => response.Urn).Count());
    }

    private static async Task<ConstructResponse> Construct(
        ServedProvider served, string monitor, string name) => await served.Client.ConstructAsync(
        new ConstructRequest { MonitorEndpoint = monitor, Type = "infisical-rotation:index:Component", Name = name },
        cancellationToken: End);

    /// <summary>Opens when so many have come.</summary>
    private sealed class Gate(int count)
    {
        private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = count;

        public Task AllPassed => _open.Task;

        public void Pass()
        {
            if (Interlocked.Decrement(ref _left) == 0)
            {
                _open.SetResult();
            }
        }
    }
}
