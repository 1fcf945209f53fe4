using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>Whose fault a refusal is; the protocol turns it into a status code.</summary>
internal enum RefusalKind
{
    /// <summary>The user's input cannot be carried out as it stands.</summary>
    InvalidInput,

    /// <summary>The world is not as the input needs it: a name is taken, a folder is missing.</summary>
    Precondition,

    /// <summary>Infisical refused the credentials or the right.</summary>
    PermissionDenied,

    /// <summary>Infisical could not be reached or did not answer in time.</summary>
    Unavailable,

    /// <summary>The call was ended by the user.</summary>
    Cancelled,
}

/// <summary>A call ends without having changed anything, with one sentence the user can act on.</summary>
internal sealed class RefusalException(RefusalKind kind, string message, Exception? cause = null) : Exception(message, cause)
{
    public RefusalKind Kind { get; } = kind;
}

/// <summary>
/// The resource exists but not as asked: the engine records id, outputs and the reasons, and offers the change again.
/// </summary>
internal sealed class PartialResultException(
    string id, PropertyMap outputs, PropertyMap? inputs, ImmutableArray<string> reasons, bool refreshBeforeUpdate)
    : Exception(string.Join(" ", reasons))
{
    public string Id { get; } = id;

    public PropertyMap Outputs { get; } = outputs;

    /// <summary>The inputs as read; only an answer to a read carries them.</summary>
    public PropertyMap? Inputs { get; } = inputs;

    public ImmutableArray<string> Reasons { get; } = reasons;

    public bool RefreshBeforeUpdate { get; } = refreshBeforeUpdate;
}
