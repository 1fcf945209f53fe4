using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protocol.Components;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>
/// The calls of the engine. Each one is decoded, passed to the provider, and its answer encoded. Other methods of the
/// service (Parameterize, Call, GetMapping) return the status Unimplemented.
/// </summary>
internal sealed class ProviderService(
    PulumiProvider provider, CallGuard guard, EngineLog log, InFlight inFlight, ComponentHost components)
{
    public Task<ProviderHandshakeResponse> Handshake(ProviderHandshakeRequest request, ServerCallContext context)
    {
        log.ConnectTo(request.EngineAddress);
        return Task.FromResult(new ProviderHandshakeResponse
        {
            AcceptSecrets = true,
            AcceptResources = true,
            AcceptOutputs = true,
            SupportsAutonamingConfiguration = true,
            AcceptsByteString = false,
        });
    }

    public Task<Empty> Attach(PluginAttach request, ServerCallContext context)
    {
        log.ConnectTo(request.Address);
        return Task.FromResult(new Empty());
    }

    public static Task<PluginInfo> GetPluginInfo(Empty request, ServerCallContext context) =>
        Task.FromResult(new PluginInfo { Version = PackageInfo.Version });

    public Task<EmbeddedSchema> GetSchema(GetSchemaRequest request, ServerCallContext context) =>
        guard.Run(context, () => request is { Version: 0, SubpackageName: "" }
            ? EmbeddedSchema.Instance
            : throw new RefusalException(
                RefusalKind.InvalidInput, "This provider has only a schema of version 0, and no subpackages."));

    public Task<CheckResponse> CheckConfig(CheckRequest request, ServerCallContext context) => guard.Run(
        context,
        () => Answers.Encode(
            provider.CheckConfig(PropertyCodec.Decode(request.Olds), PropertyCodec.Decode(request.News))),
        request.Urn);

    public Task<DiffResponse> DiffConfig(DiffRequest request, ServerCallContext context) => guard.Run(
        context,
        call => Task.FromResult(DiffAnswers.Encode(
            provider.DiffConfig(Requests.OldInputsOf(request), PropertyCodec.Decode(request.News), call))),
        request.Urn);

    /// <summary>Repeats the features of the handshake for engines without one.</summary>
    public Task<ConfigureResponse> Configure(ConfigureRequest request, ServerCallContext context) =>
        guard.Run(context, () =>
        {
            provider.Configure(Requests.SettingsOf(request), (level, text) => log.Write(level, "", text));
            components.SetProvider(request.Urn, request.Id);
            return new ConfigureResponse
            {
                AcceptSecrets = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
                SupportsPreview = true,
            };
        });

    public Task<CheckResponse> Check(CheckRequest request, ServerCallContext context) =>
        guard.Run(context, () => Answers.Encode(provider.Check(Requests.Decode(request))), request.Urn);

    public Task<DiffResponse> Diff(DiffRequest request, ServerCallContext context) =>
        guard.Run(context, () => DiffAnswers.Encode(provider.Diff(Requests.Decode(request))), request.Urn);

    public Task<CreateResponse> Create(CreateRequest request, ServerCallContext context) => guard.Run(
        context,
        async call => Answers.Encode(await provider.Create(Requests.Decode(request), call)),
        request.Urn,
        request.Timeout);

    public Task<ReadResponse> Read(ReadRequest request, ServerCallContext context) => guard.Run(
        context,
        async call => Answers.Encode(await provider.Read(Requests.Decode(request), call)),
        request.Urn,
        request.Timeout);

    public Task<UpdateResponse> Update(UpdateRequest request, ServerCallContext context) => guard.Run(
        context,
        async call => Answers.Encode(await provider.Update(Requests.Decode(request), call)),
        request.Urn,
        request.Timeout);

    public Task<Empty> Delete(DeleteRequest request, ServerCallContext context) => guard.Run(
        context,
        async call =>
        {
            await provider.Delete(Requests.Decode(request), call);
            return new Empty();
        },
        request.Urn,
        request.Timeout);

    /// <summary>Returns one page. If the query has an unknown, the result is unknown too.</summary>
    public Task List(
        ListRequest request, IServerStreamWriter<ListResponse> responseStream, ServerCallContext context) =>
        guard.Run(context, async call =>
        {
            var query = Requests.Decode(request);
            var answers = query.Query.Values.Any(Unwrap.HasUnknown)
                ? [new ListResponse { Computed = new() }]
                : Answers.Encode(await provider.List(query, call));
            foreach (var answer in answers)
            {
                await responseStream.WriteAsync(answer, call.Abandoned);
            }

            return true;
        });

    public Task<InvokeResponse> Invoke(InvokeRequest request, ServerCallContext context) => guard.Run(
        context, async call => Answers.Encode(await provider.Invoke(Requests.Decode(request), call)));

    public Task<ConstructResponse> Construct(ConstructRequest request, ServerCallContext context)
    {
        components.Track(context.GetHttpContext().Response);
        return guard.Run(context, call => components.Construct(request, provider, call));
    }

    /// <summary>
    /// The engine also calls this at the end of a successful run; the process continues. After a failed resource the
    /// engine closes the connection when Cancel returns, and would report a pending Construct as a broken connection.
    /// </summary>
    public async Task<Empty> Cancel(Empty request, ServerCallContext context)
    {
        inFlight.Cancel();
        await components.AllAnswered();
        provider.RunEnds();
        await log.Flush();
        return new Empty();
    }
}
