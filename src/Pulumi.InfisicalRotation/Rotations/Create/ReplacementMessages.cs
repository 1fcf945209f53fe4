using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>The messages of creating a rotation that replaces another one.</summary>
internal static class ReplacementMessages
{
    /// <summary>The provider asked for deletion first. Options of the program that change this are not visible.</summary>
    public static string DeletesFirst(Predecessor old, ImmutableArray<string> conflicts) =>
        $"This replaces the rotation {old.Id}, which is deleted first: {Effect(old)}. "
        + "If creating the new rotation then fails, there is no rotation until the next pulumi up."
        + (conflicts.IsEmpty
            ? ""
            : $" Both rotations need {Listed(conflicts)}. If the resource has the option retainOnDelete: true or "
                + "deleteBeforeReplace: false, the old rotation is not deleted first, and pulumi up refuses the "
                + "replacement before it changes anything in Infisical.");

    public static string CreatesFirst(Predecessor old, ImmutableArray<string> conflicts) =>
        $"The rotation {old.Id} is replaced for a reason other than its inputs, such as --replace, a taint or "
        + "replacementTrigger. Then the engine creates the new rotation first, unless the resource has the option "
        + "deleteBeforeReplace: true. "
        + (conflicts.IsEmpty
            ? $"When the old rotation is deleted, {Effect(old)}."
            : $"Both rotations need {Listed(conflicts)}, so pulumi up refuses to create the new one first. Set "
                + $"deleteBeforeReplace: true: the old rotation is then deleted first, and {Effect(old)}.");

    public static string Refused(string? name, Rotation old, ImmutableArray<string> conflicts) =>
        $"Rotation \"{name}\" cannot be created, because the rotation \"{old.Name}\" ({old.Id}) that it replaces still "
        + $"exists and both need {Listed(conflicts)}. Nothing was changed in Infisical. Set the option "
        + "deleteBeforeReplace: true on the resource, so that the engine deletes the old rotation first. "
        + WayOutOfRetain;

    public static string HeldByOther(string? name, Rotation old, string holder) =>
        $"Rotation \"{name}\" cannot be created, because the rotation \"{old.Name}\" ({old.Id}) that it replaces still "
        + $"exists: it was not deleted, because it also belongs to {holder}. Remove one of the two resources from the "
        + "program, or undo the change.";

    public static string AdoptsKept(string id) =>
        $"An earlier run did not finish replacing the rotation {id}. It still exists and is identical to the requested "
        + "one, so it is used again and no credential is issued.";

    public static string Deleted(Predecessor old) =>
        $"The replaced rotation {old.Id} is already deleted: there is no rotation until the new one is created.";

    public static string Missing(Predecessor old) =>
        $"The rotation {old.Id} to be replaced is no longer in Infisical, probably because an earlier run deleted it. "
        + "There is no rotation until the new one is created.";

    private const string WayOutOfRetain =
        "To keep the old rotation (option retainOnDelete), give the new one another name, other secrets and another "
        + "account. To undo the replacement, undo the change of the program: the old rotation is then used again.";

    private static string Effect(Predecessor old) =>
        $"its secrets {(old.KeepsSecrets ? "are kept" : "are deleted")} and its credentials "
        + $"{(old.KeepsCredentials ? "stay valid" : "are revoked immediately")}";

    private static string Listed(ImmutableArray<string> items) => items.Length == 1
        ? items[0]
        : $"{string.Join(", ", items.Take(items.Length - 1))} and {items[^1]}";
}
