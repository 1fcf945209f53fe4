using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The messages about names and secrets that another resource of the stack has.</summary>
internal static class StackMessages
{
    public const string MayBeGivenUp =
        "If another resource of this stack has it and gives it up in the same run, list that resource in dependsOn.";

    public static string NameGivenUp(Rotation rotation, StackRotation owner) =>
        $"{Envelope.Name.Name}: the rotation {rotation.Id} of {owner.Urn} is still called \"{rotation.Name}\". "
        + MustBeFirst;

    public static string SecretGivenUp(string field, string secret, Rotation rotation, StackRotation owner) =>
        $"{Envelope.SecretsMappingName}.{field}: the secret \"{secret}\" still belongs to the rotation {rotation.Id} "
        + $"of {owner.Urn}. {MustBeFirst}";

    /// <summary>What to do about a name that another resource of the stack has.</summary>
    /// <param name="givesUp">The program gives it up there.</param>
    /// <param name="isAdoptable">This resource may adopt the rotation.</param>
    public static string Owner(StackRotation owner, bool givesUp, bool isAdoptable) => owner.Planned switch
    {
        null => $"It belongs to {owner.Urn} in the state of this stack. If the program still declares that resource "
            + "and gives it up there, list that resource in dependsOn. If the resource was renamed, add an alias. If "
            + "the program no longer declares it, the engine deletes it only at the end of the run: run pulumi up "
            + "without this resource first"
            + (isAdoptable ? $", or set {Envelope.AdoptExisting.Name}: true." : "."),
        _ when givesUp => $"It belongs to {owner.Urn}, which gives it up in this run, but is not updated before this "
            + "resource. List that resource in the option dependsOn and run pulumi up again.",
        _ => $"It belongs to {owner.Urn} of this stack; choose another name.",
    };

    private const string MustBeFirst =
        "The program gives it up there, so that resource must be updated first: this resource needs it in dependsOn, "
        + "unless it depends on it already.";
}
