using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>Why a call was refused; the protocol maps it to a gRPC status code.</summary>
internal enum RefusalKind
{
    /// <summary>The inputs cannot be used as they are.</summary>
    InvalidInput,

    /// <summary>The inputs conflict with existing objects: a name is taken, or a folder is missing.</summary>
    Precondition,

    /// <summary>Infisical refused the credentials or a permission.</summary>
    PermissionDenied,

    /// <summary>Infisical was unreachable or did not answer in time.</summary>
    Unavailable,

    /// <summary>The user cancelled the call.</summary>
    Cancelled,
}

/// <summary>A call failed and the state stays as it was. The message says what the user can do.</summary>
internal sealed class RefusalException(RefusalKind kind, string message, Exception? cause = null)
    : Exception(message, cause)
{
    public RefusalKind Kind { get; } = kind;
}

/// <summary>
/// The resource exists, but not as requested. The engine saves id, outputs and reasons in the state and plans the
/// change again.
/// </summary>
internal sealed class PartialResultException(
    string id, PropertyMap outputs, PropertyMap? inputs, ImmutableArray<string> reasons, bool refreshBeforeUpdate)
    : Exception(string.Join(" ", reasons))
{
    public string Id { get; } = id;

    public PropertyMap Outputs { get; } = outputs;

    /// <summary>The inputs as read; only an answer to a read has them.</summary>
    public PropertyMap? Inputs { get; } = inputs;

    public ImmutableArray<string> Reasons { get; } = reasons;

    public bool RefreshBeforeUpdate { get; } = refreshBeforeUpdate;
}
