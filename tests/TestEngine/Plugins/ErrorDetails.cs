using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using WireStatus = Pulumi.InfisicalRotation.Protos.Status;

namespace TestEngine.Plugins;

/// <summary>Reads what an error carries beside its text.</summary>
internal static class ErrorDetails
{
    private const string Trailer = "grpc-status-details-bin";
    private const string TypePrefix = "type.googleapis.com/";

    /// <summary>The "created but not initialised" detail; null where the error has none.</summary>
    public static ErrorResourceInitFailed? InitFailed(RpcException error)
    {
        var packed = Details(error).FirstOrDefault(detail => detail.TypeUrl == TypePrefix + ErrorResourceInitFailed.Descriptor.FullName);
        var detail = packed?.Unpack<ErrorResourceInitFailed>();
        return detail is { Reasons.Count: 0 }
            ? throw new ProtocolViolationException("an init-failed error gave no reason, so the engine would forget it")
            : detail;
    }

    public static ProviderErrorException ToProviderError(this RpcException error, string call)
    {
        var wrong = Details(error).FirstOrDefault(detail => detail.TypeUrl == TypePrefix + InputPropertiesError.Descriptor.FullName);
        ImmutableArray<InputFailure> failures = wrong is null
            ? []
            : [.. wrong.Unpack<InputPropertiesError>().Errors.Select(each => new InputFailure(each.PropertyPath, each.Reason))];
        return error.Status.Detail == "Exception was thrown by handler."
            ? throw new ProtocolViolationException($"an exception escaped from {call}")
            : new ProviderErrorException(call, error.StatusCode.ToString(), error.Status.Detail, failures);
    }

    private static RepeatedField<Any> Details(RpcException error)
    {
        var trailers = error.Trailers.Where(entry => entry.Key == Trailer).ToArray();
        if (trailers.Length == 0)
        {
            return [];
        }

        var status = trailers.Length == 1
            ? WireStatus.Parser.ParseFrom(trailers[0].ValueBytes)
            : throw new ProtocolViolationException("an error carried its details twice");
        return status.Code == (int)error.StatusCode
            ? status.Details
            : throw new ProtocolViolationException($"an error says {error.StatusCode} and its details say {status.Code}");
    }
}
