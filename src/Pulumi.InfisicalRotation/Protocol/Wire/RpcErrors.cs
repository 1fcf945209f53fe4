using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Provider;
using Proto = Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Converts exceptions to gRPC statuses.</summary>
internal static class RpcErrors
{
    /// <summary>The trailer that holds the details of a status.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException From(Exception error, string method, bool timedOut) => error switch
    {
        RpcException { Trailers.Count: 0 } already => Plain(already.StatusCode, already.Status.Detail),
        RpcException already => already,
        RefusalException { Kind: RefusalKind.Cancelled } refusal when timedOut => Plain(
            StatusCode.DeadlineExceeded,
            $"{refusal.Message} {method} did not finish within the time that customTimeouts gives it."),
        RefusalException refusal => Plain(CodeOf(refusal.Kind), refusal.Message),
        PartialResultException partial =>
            Detailed(StatusCode.Unknown, partial.Message.AsMessage(), DetailOf(partial)),
        ComponentInputException { HasErrorWithoutPath: true } wrong =>
            new(new Status(StatusCode.InvalidArgument, Lines(wrong))),
        ComponentInputException wrong => Detailed(StatusCode.InvalidArgument, Lines(wrong), DetailOf(wrong)),
        WireFormatException wire => Plain(StatusCode.InvalidArgument, $"{method}: {wire.Message}."),
        OperationCanceledException when timedOut => Plain(
            StatusCode.DeadlineExceeded, $"{method} did not finish within the time that customTimeouts gives it."),
        OperationCanceledException => Plain(
            StatusCode.Cancelled,
            $"{method} was cancelled: the update was interrupted, or another resource failed. See the error of that "
            + "resource."),
        _ => Plain(
            StatusCode.Internal,
            $"provider error: {method} ended in {error.GetType().Name}: {WithoutQuotes(error.Message)} Please report "
            + "this."),
    };

    /// <summary>Whether the exception is a bug of the provider, so that its stack trace is logged.</summary>
    public static bool IsBug(Exception error) => error
        is not (RpcException or RefusalException or PartialResultException or ComponentInputException
            or WireFormatException or OperationCanceledException);

    private static StatusCode CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.InvalidInput => StatusCode.InvalidArgument,
        RefusalKind.Precondition => StatusCode.FailedPrecondition,
        RefusalKind.PermissionDenied => StatusCode.PermissionDenied,
        RefusalKind.Unavailable => StatusCode.Unavailable,
        _ => StatusCode.Cancelled,
    };

    /// <summary>The engine shows only the reasons. Without a reason it saves nothing in the state.</summary>
    private static Proto.ErrorResourceInitFailed DetailOf(PartialResultException partial) => new()
    {
        Id = Reserved.EscapeText(partial.Id.WellFormed()),
        Properties = PropertyCodec.Encode(partial.Outputs),
        Inputs = partial.Inputs is null ? null : PropertyCodec.Encode(partial.Inputs),
        Reasons =
        {
            partial.Reasons.IsDefaultOrEmpty
                ? ["The resource exists, but the operation did not finish."]
                : partial.Reasons.Select(WireText.AsMessage),
        },
        RefreshBeforeUpdate = partial.RefreshBeforeUpdate,
    };

    private static Proto.InputPropertiesError DetailOf(ComponentInputException wrong) => new()
    {
        Errors =
        {
            wrong.Errors.Select(error => new Proto.InputPropertiesError.Types.PropertyError
            {
                PropertyPath = error.Path.AsMessage(),
                Reason = error.Reason.AsMessage(),
            }),
        },
    };

    private static RpcException Plain(StatusCode code, string message) => new(new Status(code, message.AsMessage()));

    private static string Lines(ComponentInputException wrong) =>
        string.Join('\n', wrong.Errors.Select(error => error.ToString().AsMessage()));

    /// <summary>Code and message of the status and of the trailer must be equal.</summary>
    private static RpcException Detailed(StatusCode code, string message, IMessage detail)
    {
        var status = new Proto.Status
        {
            Code = (int)code,
            Message = message,
            Details = { Any.Pack(detail) },
        };
        return new(new Status(code, status.Message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }

    /// <summary>
    /// Removes everything from the first quote to the last: .NET exceptions quote the invalid value, which may be
    /// secret, and an apostrophe beside it makes pairs of quotes unreliable.
    /// </summary>
    private static string WithoutQuotes(string message)
    {
        var (first, last) = (message.AsSpan().IndexOfAny('\'', '"'), message.AsSpan().LastIndexOfAny('\'', '"'));
        return first == last ? message : $"{message[..first]}'…'{message[(last + 1)..]}";
    }
}
