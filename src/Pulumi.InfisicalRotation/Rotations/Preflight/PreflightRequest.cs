using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>What a preflight looks at: the requested rotation, and how the server is read.</summary>
/// <param name="Inputs">Checked inputs. What is unknown is not checked.</param>
/// <param name="NotBefore">How old an answer may be; null for the usual lifetime of shared reads.</param>
/// <param name="Cancelled">Ends the waits.</param>
internal sealed record PreflightRequest(RotationInputs Inputs, DateTimeOffset? NotBefore, CancellationToken Cancelled)
{
    /// <summary>The other resources of the stack.</summary>
    public required StackRotations Stack { get; init; }

    /// <summary>
    /// In a preview, what another resource of the stack gives up in this run is no conflict. Later the server shows it.
    /// </summary>
    public bool IsPreview { get; init; }

    /// <summary>The connection was created in this run: a replica that lags may not list it.</summary>
    public bool IsConnectionNew { get; init; }

    /// <summary>The rotation to replace; it is deleted before the new one is created.</summary>
    public Predecessor? Predecessor { get; init; }

    /// <summary>The rotation that is updated, or the predecessor: it never conflicts by its name.</summary>
    public string? OwnId { get; init; }

    /// <summary>The rotation whose secrets do not conflict: they are renamed, moved or deleted.</summary>
    public string? SecretsOwnerId { get; init; }

    /// <summary>
    /// The secrets in the folder that this rotation has: not every server says which rotation a secret belongs to.
    /// </summary>
    public ImmutableHashSet<string> OwnSecretNames { get; init; } = [];

    /// <summary>Rotation names that must be free in the folder.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Secret names that must be free in the folder, by mapping field.</summary>
    public ImmutableArray<KeyValuePair<string, string>> SecretNames { get; init; } = [];

    /// <summary>The rotations of the project as they were read.</summary>
    public ImmutableArray<Rotation> Listed { get; init; } = [];

    /// <summary>Those of them that this run has not deleted.</summary>
    public ImmutableArray<Rotation> Rotations { get; init; } = [];

    /// <summary>The other rotations that have one of the names in the folder.</summary>
    public IEnumerable<Rotation> NameHolders => Rotations.Where(
        rotation => rotation.Id != OwnId && Names.Contains(rotation.Name) && IsInFolder(rotation));

    /// <summary>The first of them that keeps its name, or null.</summary>
    public Rotation? NameHolder => NameHolders.FirstOrDefault(
        rotation => GivingUpName(rotation) is null);

    /// <summary>The resource that gives up the name of its rotation before this request is sent, or null.</summary>
    public StackRotation? GivingUpName(Rotation rotation) =>
        IsPreview && Stack.Of(rotation) is { } owner && owner.GivesUpName(rotation) ? owner : null;

    /// <summary>The resource that gives up a secret of its rotation before this request is sent, or null.</summary>
    public StackRotation? GivingUpSecret(Rotation rotation, string secret) =>
        IsPreview && Stack.Of(rotation) is { } owner && owner.GivesUpSecret(rotation, secret) ? owner : null;

    public bool IsInFolder(Rotation rotation) =>
        rotation.EnvironmentSlug == Inputs.Environment && rotation.FolderPath == Inputs.SecretPath;
}
