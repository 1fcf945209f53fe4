using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>The messages of Check beside those about single fields. A reason continues a property path.</summary>
internal static class CheckMessages
{
    public static string NameClaimed(string? shown, string owner) => shown is null
        ? $"is already used by {owner} of this stack in the same folder; choose another name."
        : $"is \"{shown}\", which {owner} of this stack already uses in the same folder; choose another name.";

    public static string SecretClaimed(string? shown, string owner) =>
        $"names {(shown is null ? "a secret" : $"the secret \"{shown}\"")} that {owner} of this stack already uses in "
        + "the same folder; choose another name.";

    public static string AgeNotAllowed(int interval, int slots, int age, int allowed) =>
        $"is {interval}, so a credential can reach an age of {age} days ({slots} × {Envelope.RotationInterval.Name}); "
        + $"{Envelope.ComplianceMaxAgeDays.Name} allows {allowed}. "
        + (allowed / slots is var most and > 0
            ? $"Use at most {most}."
            : "No interval of whole days is short enough for this type.");

    public static string AgeWithoutLimit(int allowed) =>
        $"is false, so the age of a credential has no limit; {Envelope.ComplianceMaxAgeDays.Name} allows {allowed} days.";
}
