using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>The server has an older version of a rotation than the state, as after a restored backup.</summary>
/// <param name="Stored">The last rotation by the state; null if the credential is the same.</param>
/// <param name="Shown">The last rotation by the server.</param>
internal sealed record OlderServerState(string? Stored, string? Shown)
{
    /// <summary>The older version has an older credential.</summary>
    public bool IsOfCredential => Stored is not null;

    /// <param name="state">The stored outputs.</param>
    /// <param name="now">Time of the server.</param>
    /// <returns>Null if the server is not behind, or a replica may just not have caught up.</returns>
    public static OlderServerState? Of(PropertyMap state, Rotation rotation, DateTimeOffset now) =>
        IsOlder(state, Outputs.LastRotatedAt, rotation.LastRotatedAt, now)
            ? new OlderServerState(state.TextOf(Outputs.LastRotatedAt), rotation.LastRotatedAtText)
        : IsOlder(state, Outputs.UpdatedAt, rotation.UpdatedAt, now) ? new OlderServerState(null, null)
        : null;

    /// <summary>
    /// Whether an older version may come from a replica that has not caught up with the last change yet.
    /// </summary>
    /// <inheritdoc cref="Of" path="/param"/>
    public static bool IsPossiblyStale(PropertyMap state, Rotation rotation, DateTimeOffset now) =>
        IsBehind(state, Outputs.UpdatedAt, rotation.UpdatedAt, out var stored)
        && now - stored <= Polling.ConsistencyWindow;

    public string Message(string? name) => IsOfCredential
        ? $"Infisical has an older version of the rotation \"{name}\" than the state: it was last rotated at {Shown}, and "
            + $"by the state at {Stored}. Infisical was probably restored from a backup. Its secrets contain the older "
            + $"credential, which may be revoked: change {Envelope.RotateTriggers.Name} to issue a new one."
        : $"Infisical has an older version of the rotation \"{name}\" than the state, as after a restored backup.";

    private static bool IsOlder(PropertyMap state, Field field, DateTimeOffset? shown, DateTimeOffset now) =>
        IsBehind(state, field, shown, out var stored) && now - stored > Polling.ConsistencyWindow;

    private static bool IsBehind(PropertyMap state, Field field, DateTimeOffset? shown, out DateTimeOffset stored)
    {
        var known = StoredTime.Of(state, field);
        stored = known ?? default;
        return known > shown;
    }
}
