using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Provider;
using Proto = Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Exceptions as statuses of the wire.</summary>
internal static class RpcErrors
{
    /// <summary>The trailer in which the details of a status travel.</summary>
    public const string DetailsTrailer = "grpc-status-details-bin";

    public static RpcException From(Exception error, string method, bool timedOut) => error switch
    {
        RpcException already => already,
        RefusalException { Kind: RefusalKind.Cancelled } refusal when timedOut => Plain(
            StatusCode.DeadlineExceeded, $"{refusal.Message} {method} did not finish within the time that customTimeouts gives it."),
        RefusalException refusal => Plain(CodeOf(refusal.Kind), refusal.Message),
        PartialResultException partial => Detailed(StatusCode.Unknown, partial.Message, DetailOf(partial)),
        ComponentInputException { HasErrorWithoutPath: true } wrong => Plain(StatusCode.InvalidArgument, wrong.Message),
        ComponentInputException wrong => Detailed(StatusCode.InvalidArgument, wrong.Message, DetailOf(wrong)),
        WireFormatException wire => Plain(StatusCode.InvalidArgument, $"{method}: {wire.Message}."),
        OperationCanceledException when timedOut => Plain(
            StatusCode.DeadlineExceeded, $"{method} did not finish within the time that customTimeouts gives it."),
        OperationCanceledException => Plain(
            StatusCode.Cancelled, $"{method} was cancelled: the update was interrupted, or another resource failed (see there)."),
        _ => Plain(
            StatusCode.Internal,
            $"provider error: {method} ended in {error.GetType().Name}: {WithoutQuotes(error.Message)} Please report this."),
    };

    /// <summary>Whether this is a mistake in the provider, of which the place is worth a line in the log.</summary>
    public static bool IsProviderOnly(Exception error) => error
        is not (RpcException or RefusalException or PartialResultException or ComponentInputException or WireFormatException or OperationCanceledException);

    private static StatusCode CodeOf(RefusalKind kind) => kind switch
    {
        RefusalKind.InvalidInput => StatusCode.InvalidArgument,
        RefusalKind.Precondition => StatusCode.FailedPrecondition,
        RefusalKind.PermissionDenied => StatusCode.PermissionDenied,
        RefusalKind.Unavailable => StatusCode.Unavailable,
        _ => StatusCode.Cancelled,
    };

    /// <summary>The engine shows the reasons only, and records nothing where there are none.</summary>
    private static Proto.ErrorResourceInitFailed DetailOf(PartialResultException partial) => new()
    {
        Id = Reserved.Escape(partial.Id.WellFormed()),
        Properties = PropertyCodec.Encode(partial.Outputs),
        Inputs = partial.Inputs is null ? null : PropertyCodec.Encode(partial.Inputs),
        Reasons = { partial.Reasons.IsDefaultOrEmpty ? ["It exists, but could not be finished."] : partial.Reasons.Select(WireText.WellFormed) },
        RefreshBeforeUpdate = partial.RefreshBeforeUpdate,
    };

    private static Proto.InputPropertiesError DetailOf(ComponentInputException wrong) => new()
    {
        Errors =
        {
            wrong.Errors.Select(error => new Proto.InputPropertiesError.Types.PropertyError
            {
                PropertyPath = error.Path.WellFormed(),
                Reason = error.Reason.WellFormed(),
            }),
        },
    };

    private static RpcException Plain(StatusCode code, string message) => new(new Status(code, message.WellFormed()));

    /// <summary>Code and message are said twice, in the status and in the trailer, and have to agree.</summary>
    private static RpcException Detailed(StatusCode code, string message, IMessage detail)
    {
        var status = new Proto.Status { Code = (int)code, Message = message.WellFormed(), Details = { Any.Pack(detail) } };
        return new(new Status(code, status.Message), new Metadata { { DetailsTrailer, status.ToByteArray() } });
    }

    /// <summary>Exceptions of the platform quote the value they stumbled over, and that may be a secret.</summary>
    private static string WithoutQuotes(string message) =>
        string.Join("'…'", message.Split('\'', '"').Where((_, index) => index % 2 == 0));
}
