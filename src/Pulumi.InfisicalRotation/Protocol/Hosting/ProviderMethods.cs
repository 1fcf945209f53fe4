using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// The methods of the service. The generated binder uses generic virtual methods, which cost a native executable 20 ms
/// and 5 MiB at every start.
/// </summary>
internal sealed class ProviderMethods : IServiceMethodProvider<ProviderService>
{
    // An object in an object takes three messages. A thread's stack allows some times as many.
    private const int MaxMessageDepth = 1000;

    private const string Service = "pulumirpc.ResourceProvider";

    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<ProviderService> context)
    {
        Add(
            context,
            nameof(ProviderService.Handshake),
            ProviderHandshakeRequest.Parser,
            static (service, request, call) => service.Handshake(request, call));
        Add(
            context,
            nameof(ProviderService.Attach),
            PluginAttach.Parser,
            static (service, request, call) => service.Attach(request, call));
        Add(
            context,
            nameof(ProviderService.GetPluginInfo),
            Empty.Parser,
            static (_, request, call) => ProviderService.GetPluginInfo(request, call));
        context.AddUnaryMethod(
            new Method<GetSchemaRequest, EmbeddedSchema>(
                MethodType.Unary,
                Service,
                nameof(ProviderService.GetSchema),
                Marshallers.Create(Write, Reader(GetSchemaRequest.Parser)),
                Marshallers.Create(EmbeddedSchema.Write, NotSupported<EmbeddedSchema>)),
            [],
            static (service, request, call) => service.GetSchema(request, call));
        Add(
            context,
            nameof(ProviderService.CheckConfig),
            CheckRequest.Parser,
            static (service, request, call) => service.CheckConfig(request, call));
        Add(
            context,
            nameof(ProviderService.DiffConfig),
            DiffRequest.Parser,
            static (service, request, call) => service.DiffConfig(request, call));
        Add(
            context,
            nameof(ProviderService.Configure),
            ConfigureRequest.Parser,
            static (service, request, call) => service.Configure(request, call));
        Add(
            context,
            nameof(ProviderService.Check),
            CheckRequest.Parser,
            static (service, request, call) => service.Check(request, call));
        Add(
            context,
            nameof(ProviderService.Diff),
            DiffRequest.Parser,
            static (service, request, call) => service.Diff(request, call));
        Add(
            context,
            nameof(ProviderService.Create),
            CreateRequest.Parser,
            static (service, request, call) => service.Create(request, call));
        Add(
            context,
            nameof(ProviderService.Read),
            ReadRequest.Parser,
            static (service, request, call) => service.Read(request, call));
        Add(
            context,
            nameof(ProviderService.Update),
            UpdateRequest.Parser,
            static (service, request, call) => service.Update(request, call));
        Add(
            context,
            nameof(ProviderService.Delete),
            DeleteRequest.Parser,
            static (service, request, call) => service.Delete(request, call));
        Add(
            context,
            nameof(ProviderService.Invoke),
            InvokeRequest.Parser,
            static (service, request, call) => service.Invoke(request, call));
        Add(
            context,
            nameof(ProviderService.Construct),
            ConstructRequest.Parser,
            static (service, request, call) => service.Construct(request, call));
        Add(
            context,
            nameof(ProviderService.Cancel),
            Empty.Parser,
            static (service, request, call) => service.Cancel(request, call));
        context.AddServerStreamingMethod(
            Method<ListRequest, ListResponse>(
                MethodType.ServerStreaming, nameof(ProviderService.List), ListRequest.Parser),
            [],
            static (service, request, stream, call) => service.List(request, stream, call));
    }

    private static void Add<TRequest, TResponse>(
        ServiceMethodProviderContext<ProviderService> context,
        string name,
        MessageParser<TRequest> parser,
        UnaryServerMethod<ProviderService, TRequest, TResponse> method)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        context.AddUnaryMethod(Method<TRequest, TResponse>(MethodType.Unary, name, parser), [], method);

    private static Method<TRequest, TResponse> Method<TRequest, TResponse>(
        MethodType type, string name, MessageParser<TRequest> parser)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse> =>
        new(
            type,
            Service,
            name,
            Marshallers.Create(Write<TRequest>, Reader(parser)),
            Marshallers.Create(Write, NotSupported<TResponse>));

    private static void Write<TMessage>(TMessage message, SerializationContext context)
        where TMessage : IMessage
    {
        context.SetPayloadLength(message.CalculateSize());
        message.WriteTo(context.GetBufferWriter());
        context.Complete();
    }

    private static Func<DeserializationContext, TMessage> Reader<TMessage>(MessageParser<TMessage> parser)
        where TMessage : IMessage<TMessage> =>
        context =>
        {
            var payload = context.PayloadAsReadOnlySequence();
            try
            {
                return parser.ParseFrom(payload);
            }
            catch (InvalidProtocolBufferException)
            {
                return ReadDeep(parser, payload);
            }
        };

    /// <summary>
    /// The usual limit is one of some thirty objects in one another. Check can say more about them than this place.
    /// </summary>
    private static TMessage ReadDeep<TMessage>(MessageParser<TMessage> parser, ReadOnlySequence<byte> payload)
        where TMessage : IMessage<TMessage>
    {
        try
        {
            using var stream = new MemoryStream(payload.ToArray());
            using var input = CodedInputStream.CreateWithLimits(stream, int.MaxValue, MaxMessageDepth);
            return parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException fault)
        {
            throw new RpcException(new Grpc.Core.Status(
                StatusCode.InvalidArgument,
                $"The request can't be read; an input may be nested too deeply: {fault.Message}".AsMessage()));
        }
    }

    /// <summary>A server never deserializes a response.</summary>
    [DoesNotReturn]
    private static TMessage NotSupported<TMessage>(DeserializationContext context) => throw new NotSupportedException();
}
