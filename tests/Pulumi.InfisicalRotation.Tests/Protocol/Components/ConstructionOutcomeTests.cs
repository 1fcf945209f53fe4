using System.Collections.Immutable;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Components;

public sealed class ConstructionOutcomeTests : IAsyncLifetime
{
    private const string Child = "infisical-rotation:index:Child";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(30);

    private readonly FakeMonitor _monitor = new();
    private LoopbackServer _server = null!;
    private ServedProvider _served = null!;

    private static CancellationToken End => TestContext.Current.CancellationToken;

    private static ImmutableDictionary<string, ImmutableArray<string>> None =>
        ImmutableDictionary<string, ImmutableArray<string>>.Empty;

    public async ValueTask InitializeAsync()
    {
        _server = await LoopbackServer.Start(ResourceMonitor.BindService(_monitor), End);
        _served = await ServedProvider.Start();
    }

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Inputs_are_decoded_with_their_dependencies()
    {
        ConstructCall? seen = null;
        _served.Provider.OnConstruct = (call, _, _) =>
        {
            seen = call;
            return Task.FromResult(new ConstructAnswer(PropertyMap.Empty, None));
        };
        var output = new Struct
        {
            Fields =
            {
                ["4dabf18193072939515e22adb298388d"] = Value.ForString("d0e6a833031e9bbcd3f4e8bde6ca49a4"),
                ["dependencies"] = Value.ForList(Value.ForString("urn:b")),
            },
        };

        await Construct(new Struct { Fields = { ["userName"] = Value.ForStruct(output) } }, request =>
        {
            request.DryRun = true;
            request.InputDependencies["userName"] = new() { Urns = { "urn:a" } };
        });

        Assert.True(seen!.IsPreview);
        Assert.Equal(("infisical-rotation:index:Component", "app"), (seen.Type, seen.Name));
        Assert.Equal(new PropertyValue.Output(null, false, ["urn:b"]), seen.Inputs["userName"]);
        Assert.Equal(["urn:a", "urn:b"], seen.Dependencies["userName"]);
    }

    [Fact]
    public async Task A_child_can_use_the_outputs_of_another_one()
    {
        _served.Provider.OnConstruct = async (_, register, _) =>
        {
            var first = await register(new(Child, "app-a", PropertyMap.Empty.With("x", 1), None), End);
            var second = await register(
                new(Child, "app-b", first.Outputs.With("after", first.Id), None.Add("after", [first.Urn])), End);
            return new ConstructAnswer(second.Outputs, None);
        };

        var response = await Construct();

        Assert.Equal("id-of-app-a", response.State.Fields["after"].StringValue);
        Assert.Equal(
            FakeMonitor.UrnOf(_monitor.Registered("app-a")), Assert.Single(_monitor.Registered("app-b").Dependencies));
    }

    [Fact]
    public async Task Outputs_are_reported_to_the_state_and_to_the_program()
    {
        var outputs = PropertyMap.Empty.With("rotationId", new PropertyValue.Output("r-1", true, ["urn:a"]))
            .With("later", new PropertyValue.Output(null, false, []));
        _served.Provider.OnConstruct = (_, _, _) =>
            Task.FromResult(new ConstructAnswer(outputs, None.Add("later", ["urn:b"])));

        var response = await Construct();

        var stored = Assert.Single(_monitor.Outputs).Outputs;
        Assert.Equal(response.State, stored);
        Assert.Equal(
            "1b47061264138c4ac30d75fd1eb44270",
            stored.Fields["rotationId"].StructValue.Fields["4dabf18193072939515e22adb298388d"].StringValue);
        Assert.Equal("04da6b54-80e4-46f7-96ec-b56ff0331ba9", stored.Fields["later"].StringValue);
        Assert.Equal(["urn:a"], response.StateDependencies["rotationId"].Urns);
        Assert.Equal(["urn:b"], response.StateDependencies["later"].Urns);
    }

    [Fact]
    public async Task A_program_that_accepts_outputs_gets_their_dependencies()
    {
        var outputs = PropertyMap.Empty.With("rotationId", new PropertyValue.Output("r-1", false, ["urn:a"]));
        _served.Provider.OnConstruct = (_, _, _) => Task.FromResult(new ConstructAnswer(outputs, None));

        var response = await Construct(change: request => request.AcceptsOutputValues = true);

        Assert.Equal(
            "urn:a",
            response.State.Fields["rotationId"].StructValue.Fields["dependencies"].ListValue.Values[0].StringValue);
    }

    [Fact]
    public async Task Invalid_inputs_are_refused_before_anything_is_registered()
    {
        _served.Provider.OnConstruct = (_, _, _) =>
            throw new ComponentInputException([new("userName", "is required.")]);

        var failure = await Assert.ThrowsAsync<RpcException>(() => Construct());

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Empty(_monitor.Registrations);
    }

    [Theory]
    [InlineData((int)Result.Fail, "it failed")]
    [InlineData((int)Result.Skip, "it was skipped")]
    public async Task A_failed_child_fails_the_component(int result, string reason)
    {
        OneChild();
        _monitor.OnChild = (_, _) => Task.FromResult<RegisterResourceResponse?>(new() { Result = (Result)result });

        var failure = await Assert.ThrowsAsync<RpcException>(() => Construct());

        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Contains(
            $"Registering {Child} \"app-child\": {reason}", failure.Status.Detail, StringComparison.Ordinal);
        Assert.Empty(_monitor.Outputs);
    }

    [Fact]
    public async Task An_engine_error_about_a_child_reaches_the_user()
    {
        OneChild();
        _monitor.OnChild = (_, _) =>
            throw new RpcException(new Grpc.Core.Status(StatusCode.InvalidArgument, "no such type"));

        var failure = await Assert.ThrowsAsync<RpcException>(() => Construct());

        Assert.Contains("\"app-child\": no such type", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_engine_that_closed_its_monitor_ended_the_deployment()
    {
        OneChild();
        await _server.DisposeAsync();

        var failure = await Assert.ThrowsAsync<RpcException>(() => Construct());

        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Contains("the engine ended the deployment", failure.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_ends_a_component_whose_child_gets_no_response()
    {
        OneChild();
        var (asked, dropped) = (new TaskCompletionSource(), new TaskCompletionSource());
        _monitor.OnChild = async (_, cancellation) =>
        {
            asked.SetResult();
            await using var registration = cancellation.Register(dropped.SetResult);
            await dropped.Task;
            return null;
        };
        var construct = Construct();
        await asked.Task.WaitAsync(TimeLimit, End);

        await _served.Client.CancelAsync(new Empty(), cancellationToken: End);

        var failure = await Assert.ThrowsAsync<RpcException>(() => construct.WaitAsync(TimeLimit, End));
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
        Assert.Contains("Construct was cancelled", failure.Status.Detail, StringComparison.Ordinal);
        await dropped.Task.WaitAsync(TimeLimit, End);
    }

    [Fact]
    public async Task Cancel_ends_a_component_that_waits_for_something_else()
    {
        var (started, never) = (new TaskCompletionSource(), new TaskCompletionSource<ConstructAnswer>());
        _served.Provider.OnConstruct = (_, _, _) =>
        {
            started.SetResult();
            return never.Task;
        };
        var construct = Construct();
        await started.Task.WaitAsync(TimeLimit, End);

        await _served.Client.CancelAsync(new Empty(), cancellationToken: End);

        var failure = await Assert.ThrowsAsync<RpcException>(() => construct.WaitAsync(TimeLimit, End));
        Assert.Equal(StatusCode.Cancelled, failure.StatusCode);
    }

    [Fact]
    public async Task A_monitor_without_an_address_is_reported()
    {
        var failure = await Assert.ThrowsAsync<RpcException>(
            () => Construct(change: request => request.MonitorEndpoint = "no address"));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Contains("no address", failure.Status.Detail, StringComparison.Ordinal);
    }

    private void OneChild() => _served.Provider.OnConstruct = async (_, register, context) =>
    {
        var child = await register(new(Child, "app-child", PropertyMap.Empty, None), context.Cancelled);
        return new ConstructAnswer(child.Outputs, None);
    };

    private async Task<ConstructResponse> Construct(Struct? inputs = null, Action<ConstructRequest>? change = null)
    {
        var request = new ConstructRequest
        {
            Type = "infisical-rotation:index:Component",
            Name = "app",
            MonitorEndpoint = _server.Address,
            Inputs = inputs,
        };
        change?.Invoke(request);
        return await _served.Client.ConstructAsync(request, cancellationToken: End);
    }
}
