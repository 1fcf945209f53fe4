using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

// The keys and values of RunState.

/// <summary>What a claimed name names.</summary>
internal enum ClaimKind
{
    Rotation,
    Secret,
    Connection,
}

/// <summary>
/// A name that a resource takes in a folder, or a connection in its project or organization. Two resources that take
/// the same one can't both be created.
/// </summary>
internal sealed record Claim(string ProjectId, string Environment, string Folder, ClaimKind Kind, string Name);

/// <summary>An account whose credentials are rotated, as far as the connection and one parameter tell.</summary>
internal sealed record Account(string Type, string ConnectionId, string Name);

/// <summary>A rotation that this run created or adopted.</summary>
/// <param name="Accounts">The accounts that it rotates; none for a type whose rotations do not affect each other.</param>
internal sealed record CreatedRotation(string Id, string Name, ImmutableHashSet<Account> Accounts);

/// <summary>The object, a rotation or a connection, that a new one of the same resource replaces.</summary>
/// <param name="Slug">Rotation type, or app of the connection.</param>
/// <param name="KeepsSecrets">Its secrets stay when it is deleted: their names do not become free.</param>
/// <param name="KeepsCredentials">Its credentials stay valid when it is deleted.</param>
/// <param name="Inputs">Its inputs.</param>
internal sealed record Predecessor(
    string Id, string Slug, bool KeepsSecrets, bool KeepsCredentials, PropertyMap Inputs)
{
    /// <summary>When it last rotated, by the state.</summary>
    public ImmutableArray<DateTimeOffset> RotatedAt { get; init; } = [];
}

/// <summary>A create request that was sent in this run. The engine repeats a Create if a hook asks for it.</summary>
/// <param name="Inputs">The inputs of the call.</param>
/// <param name="ExistingIds">Ids of the objects that existed before the request.</param>
/// <param name="CreatedId">Id of the created object; null if the outcome is unknown.</param>
internal sealed record CreateAttempt(PropertyMap Inputs, ImmutableHashSet<string> ExistingIds, string? CreatedId);

/// <summary>What a warning that all resources share is about.</summary>
internal enum WarningTopic
{
    StoredStateUsed,
    AbsenceNotProven,
    ServerNotChecked,
    SecretNamesNotChecked,
    MappedSecrets,
    AwsNotChecked,
    KeyUseUnknown,
    OtherAccount,
}

/// <summary>Topic and cause of a shared warning.</summary>
/// <param name="Cause">Two equal causes need one warning.</param>
internal sealed record SharedWarning(WarningTopic Topic, object Cause);
