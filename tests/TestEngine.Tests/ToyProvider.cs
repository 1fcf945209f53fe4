using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Values;
using Any = Google.Protobuf.WellKnownTypes.Any;
using ToyValue = TestEngine.Values.Value;

namespace TestEngine.Tests;

/// <summary>A provider of things in memory, well behaved until a test tells it otherwise.</summary>
internal sealed class ToyProvider : ResourceProvider.ResourceProviderBase
{
    public const string Thing = "toy:index:Thing";
    public const string Pair = "toy:index:Pair";
    private const string Schema = """{"resources":{"toy:index:Thing":{},"toy:index:Pair":{"isComponent":true}}}""";

    private static readonly Empty Done = new();
    private TaskCompletionSource _cancelled = new();
    private int _made;
    private int _cancels;

    /// <summary>What exists, by id.</summary>
    public ConcurrentDictionary<string, ValueMap> World { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Put onto the last answer of a call, by its name.</summary>
    public Dictionary<string, Action<IMessage>> Twists { get; } = new(StringComparer.Ordinal);

    /// <summary>The next create makes the thing and then says that it is not as asked.</summary>
    public bool FailsInitialising { get; set; }

    public bool RefreshesBeforeUpdate { get; set; }

    public string Configuration { get; private set; } = "";

    public int Cancels => _cancels;

    public override Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context) =>
        Task.FromResult(new ProviderHandshakeResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true });

    public override Task<Empty> Attach(PluginAttach request, ServerCallContext context) => Task.FromResult(Done);

    public override Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) => Task.FromResult(new PluginInfo { Version = "1.2.3" });

    public override Task<GetSchemaResponse> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        Task.FromResult(new GetSchemaResponse { Schema = Schema });

    public override Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        Interlocked.Increment(ref _cancels);

        // Ends what is open, and is no flag that stays.
        Interlocked.Exchange(ref _cancelled, new TaskCompletionSource()).TrySetException(new RpcException(new Grpc.Core.Status(StatusCode.Cancelled, "cancelled")));
        return Task.FromResult(Done);
    }

    public override Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) =>
        Task.FromResult(new CheckResponse { Inputs = request.News });

    public override Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => Task.FromResult(new DiffResponse
    {
        Changes = request.News.Equals(request.Olds) ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
    });

    public override Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context)
    {
        Configuration = Wire.FromStruct(request.Args).TextAt("flavour") ?? "";
        return Task.FromResult(new ConfigureResponse { AcceptSecrets = true, AcceptResources = true, AcceptOutputs = true, SupportsPreview = true });
    }

    public override Task<CheckResponse> Check(CheckRequest request, ServerCallContext context)
    {
        var answer = new CheckResponse { Inputs = request.News };
        if (Wire.FromStruct(request.News).TextAt("value") == "wrong")
        {
            answer.Failures.Add(new CheckFailure { Property = "value", Reason = "is wrong." });
        }

        return Answer("Check", request.Name, answer);
    }

    public override Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context)
    {
        var (old, news) = (Wire.FromStruct(request.OldInputs).Plain(), Wire.FromStruct(request.News).Plain());
        var changed = old.Keys.Union(news.Keys).Where(name => !Equals(old.At(name), news.At(name))).ToArray();
        var answer = new DiffResponse
        {
            Changes = changed.Length == 0 ? DiffResponse.Types.DiffChanges.DiffNone : DiffResponse.Types.DiffChanges.DiffSome,
            HasDetailedDiff = true,
            Diffs = { changed },
            DeleteBeforeReplace = true,
        };
        foreach (var name in changed)
        {
            answer.DetailedDiff[name] = new PropertyDiff
            {
                Kind = name == "place" ? PropertyDiff.Types.Kind.UpdateReplace : PropertyDiff.Types.Kind.Update,
                InputDiff = true,
            };
        }

        return Answer("Diff", request.Name, answer);
    }

    public override Task<CreateResponse> Create(CreateRequest request, ServerCallContext context)
    {
        var inputs = Wire.FromStruct(request.Properties);
        if (request.Preview)
        {
            return Answer("Preview", request.Name, new CreateResponse { Properties = request.Properties });
        }

        var id = $"thing-{Interlocked.Increment(ref _made)}";
        World[id] = inputs.With("number", new ToyValue.Number(_made));
        var answer = new CreateResponse { Id = id, Properties = World[id].ToStruct(), RefreshBeforeUpdate = RefreshesBeforeUpdate };
        return FailsInitialising ? throw NotInitialised(id, World[id]) : Answer("Create", request.Name, answer);
    }

    public override Task<ReadResponse> Read(ReadRequest request, ServerCallContext context)
    {
        var answer = World.TryGetValue(request.Id, out var found)
            ? new ReadResponse
            {
                Id = request.Id,
                Properties = found.ToStruct(),
                Inputs = found.Without("number").ToStruct(),
                RefreshBeforeUpdate = RefreshesBeforeUpdate,
            }
            : new ReadResponse();
        return Answer("Read", request.Name, answer);
    }

    public override Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context)
    {
        var outputs = Wire.FromStruct(request.News).With("number", Wire.FromStruct(request.Olds)["number"]);
        if (!request.Preview)
        {
            World[request.Id] = outputs;
        }

        return Answer("Update", request.Name, new UpdateResponse { Properties = outputs.ToStruct(), RefreshBeforeUpdate = RefreshesBeforeUpdate });
    }

    public override Task<Empty> Delete(DeleteRequest request, ServerCallContext context)
    {
        World.TryRemove(request.Id, out _);
        return Answer("Delete", request.Name, Done);
    }

    public override async Task<ConstructResponse> Construct(ConstructRequest request, ServerCallContext context)
    {
        using var channel = GrpcChannel.ForAddress("http://" + request.MonitorEndpoint);
        var monitor = new ResourceMonitor.ResourceMonitorClient(channel);
        var cancelled = _cancelled.Task;
        var self = await monitor.RegisterResourceAsync(
            new RegisterResourceRequest { Type = request.Type, Name = request.Name, Parent = request.Parent, Object = request.Inputs });
        var registered = Task.WhenAll(ChildAsync(monitor, request, self.Urn, "left"), ChildAsync(monitor, request, self.Urn, "right"));
        await await Task.WhenAny(registered, cancelled);
        var children = await registered;
        var outputs = new Struct { Fields = { ["left"] = children[0].Object.Fields["value"], ["right"] = children[1].Object.Fields["value"] } };
        await monitor.RegisterResourceOutputsAsync(new RegisterResourceOutputsRequest { Urn = self.Urn, Outputs = outputs });
        return await Answer("Construct", request.Name, new ConstructResponse { Urn = self.Urn, State = outputs });
    }

    private async Task<RegisterResourceResponse> ChildAsync(
        ResourceMonitor.ResourceMonitorClient monitor, ConstructRequest request, string parent, string suffix)
    {
        var registration = new RegisterResourceRequest
        {
            Type = Thing,
            Name = $"{request.Name}-{suffix}",
            Parent = parent,
            Custom = true,
            Version = "1.2.3",
            Object = new Struct { Fields = { ["value"] = Wire.FromWire(request.Inputs.Fields["value"]).ToWire() } },
            AcceptSecrets = true,
            AcceptResources = true,
            SupportsPartialValues = true,
            SupportsResultReporting = true,
        };
        return await monitor.RegisterResourceAsync(await Answer("Child", registration.Name, registration));
    }

    private Task<T> Answer<T>(string call, string name, T answer)
        where T : IMessage
    {
        Calls.Enqueue($"{call} {name}");
        Twists.GetValueOrDefault(call)?.Invoke(answer);
        return Task.FromResult(answer);
    }

    private RpcException NotInitialised(string id, ValueMap outputs)
    {
        FailsInitialising = false;
        var detail = new ErrorResourceInitFailed { Id = id, Properties = outputs.ToStruct(), Reasons = { "is not ready." } };
        var status = new Pulumi.InfisicalRotation.Protos.Status { Code = (int)StatusCode.Internal, Details = { Any.Pack(detail) } };
        return new RpcException(new Grpc.Core.Status(StatusCode.Internal, "half made"), new Metadata { { "grpc-status-details-bin", status.ToByteArray() } });
    }
}
