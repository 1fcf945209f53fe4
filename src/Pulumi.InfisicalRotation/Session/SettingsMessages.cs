using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Messages about the provider configuration.</summary>
internal static class SettingsMessages
{
    public static string ExactlyOneOf(ImmutableArray<Field> fields) =>
        $"must contain exactly one of {string.Join(", ", fields.Select(field => field.Name))}.";

    public static string CertificateUnreadable(string cause) =>
        $"{ProviderConfig.CaCertificate.Name} is neither PEM text nor the path of a readable file: {cause}";

    /// <param name="faults">Sentences, each beginning with a setting or a variable.</param>
    public static string Unusable(string faults) => $"The provider configuration cannot be used: {faults}";

    public static string InvalidVariable(string variable, string reason) =>
        $"The environment variable {variable} {reason}";

    public static string OtherVariableMissing(string present, string missing) =>
        $"{present} is set, but {missing} is not.";

    public static string MethodWithoutCredentials(string method) =>
        $"INFISICAL_AUTH_METHOD is {method}, but the environment has no credentials for that method, or this provider "
        + "does not support it.";

    public static string RequiredWith(Field other) => $"is required with {other.Name}.";

    public static string AllowedOnlyWith(Field other) => $"is allowed only with {other.Name}.";

    public static string NotAllowedWith(Field other) => $"is not allowed with {other.Name}; set one of the two.";

    public static string OtherPartition(string partition, string expected) =>
        $"belongs to the partition {partition}, but the other settings of this block to {expected}.";

    public static string NothingCompared(int count) =>
        "This run compared nothing with Infisical: "
        + (count == 1 ? "the only rotation or app connection" : $"all {count} rotations and app connections")
        + " in the state could not be read. \"Unchanged\" does not exclude out-of-band changes or a failed rotation.";

    /// <param name="hosts">The old and the new host; null if one of them is secret.</param>
    public static string HostChanged((Uri Old, Uri New)? hosts) =>
        $"{ProviderConfig.Host.Name} of the provider changes"
        + (hosts is { } known ? $" from {known.Old} to {known.New}" : "")
        + ". The rotations in the state were created on the old host. If the new one is another server, it does not have "
        + "them, and their credentials stay valid: undo the change, or first destroy the rotations with the old host.";

    public static string NotConfigured => "provider error: a resource call came before Configure. Please report this.";
}
