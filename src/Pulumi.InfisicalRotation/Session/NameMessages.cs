namespace Pulumi.InfisicalRotation.Session;

/// <summary>The messages about names that the program does not give. A reason continues a property path.</summary>
internal static class NameMessages
{
    public static string AutoNamingDisabled => "is required: automatic naming is disabled for this stack.";

    public static string NoNameFromResource(string resourceName, string kind) =>
        $"is required: the resource name \"{resourceName}\" has no letter or digit to derive a {kind} name from.";

    public static string EnforcedNameInvalid(string proposed, string kind, int maxLength) =>
        $"would be \"{proposed}\" according to the stack's automatic naming, which is not a valid {kind} name "
        + $"(lower-case letters, digits and single hyphens, at most {maxLength} characters); give a name.";
}
