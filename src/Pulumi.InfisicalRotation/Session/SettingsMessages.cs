using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Messages about the provider configuration.</summary>
internal static class SettingsMessages
{
    private const int MaxHeaderName = 100;

    public static string ExactlyOneOf(ImmutableArray<Field> fields) =>
        $"must contain exactly one of {string.Join(", ", fields.Select(field => field.Name))}.";

    public static string CertificateUnreadable(string cause) =>
        $"{ProviderConfig.CaCertificate.Name} is neither PEM text nor the path of a readable file: {cause}";

    /// <param name="faults">Sentences, each beginning with a setting or a variable.</param>
    public static string Unusable(string faults) => $"The provider configuration cannot be used: {faults}";

    public static string InvalidVariable(string variable, string reason) =>
        $"The environment variable {variable} {reason}";

    public static string NotAHeaderName =>
        "is no name of a header; give letters, digits and hyphens, such as CF-Access-Client-Id.";

    public static string ReservedHeader => "is a header that the provider or its HTTP connection sets itself; remove it.";

    public static string HeaderGivenTwice => "is given twice, in different case; remove one of the two.";

    public static string NotAHeaderValue =>
        "cannot be the value of a header; give a string of printable ASCII characters without line breaks.";

    public static string NoHeaderPairs =>
        "is no list of headers; give Name=value pairs separated by spaces, such as CF-Access-Client-Id=...";

    /// <param name="name">The name of a header.</param>
    /// <param name="fault">What is wrong with it, as the rest of a sentence.</param>
    public static string InHeaders(string name, string fault) =>
        $"is not valid: {Printable.Line(name, MaxHeaderName)} {fault}";

    public static string RequiredWith(Field other) => $"is required with {other.Name}.";

    public static string AllowedOnlyWith(Field other) => $"is allowed only with {other.Name}.";

    public static string NotAllowedWith(Field other) => $"is not allowed with {other.Name}; set one of the two.";

    public static string OtherPartition(string partition, string expected) =>
        $"belongs to the partition {partition}, but the other settings of this block to {expected}.";

    public static string RegionOfOtherPartition(string variable, string partition, Field arn, string expected) =>
        $"The environment variable {variable} names a region of the partition {partition}, but {arn.Name} of the block "
        + $"{AwsConfig.Block.Name} belongs to {expected}. Set {AwsConfig.Region.Name} in the block {AwsConfig.Block.Name}.";

    public static string NothingCompared(int count) =>
        "This run compared nothing with Infisical: "
        + (count == 1 ? "the only rotation or app connection" : $"all {count} rotations and app connections")
        + " in the state could not be read. \"Unchanged\" does not exclude out-of-band changes or a failed rotation.";

    /// <summary>The engine removes secret wrappers before it asks for this, so that no address is quoted.</summary>
    public static string HostChanged =>
        $"{ProviderConfig.Host.Name} of the provider changes. The rotations in the state were created on the old host. If "
        + "the new one is another server, it does not have them, and their credentials stay valid: undo the change, or "
        + "first destroy the rotations with the old host.";

    public static string HostHasMore =>
        "contains user information, a query or a fragment; give a URL without them, such as https://app.infisical.com. "
        + $"What an access proxy asks for belongs in {ProviderConfig.CustomHeaders.Name}.";

    public static string HostUnknown => $"{ProviderConfig.Host.Name} is not known yet.";

    public static string EnvironmentOfOtherServer =>
        "The environment names another server, so that its INFISICAL_ variables are not used.";

    /// <param name="variable">The variable that names another server than the configuration.</param>
    public static string CredentialsOfOtherServer(string variable) =>
        $"The credentials of the environment are sent to the configured {ProviderConfig.Host.Name}, although {variable} names "
        + $"another server. If they are not for it, set {ProviderConfig.Auth.Name} of this provider.";

    /// <inheritdoc cref="CredentialsOfOtherServer"/>
    public static string CredentialsNotUsed(string variable) =>
        $"The credentials of the environment are not tried: {variable} names another server than the configured "
        + $"{ProviderConfig.Host.Name}. If they are for it, set {variable} to its address.";

    public static string NotConfigured => "provider error: a resource call came before Configure. Please report this.";
}
