using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation;

/// <summary>Messages about type tokens.</summary>
internal static class TokenMessages
{
    public static string UnknownType(string token) =>
        $"provider error: unknown resource type \"{token}\". Please report this.";

    public static string UnknownFunction(string token) =>
        $"provider error: unknown function \"{token}\". Please report this.";

    public static string ComponentCannotBeRead(string token) =>
        $"{token} is a component, which exists only in Pulumi. Import its rotation, or declare the "
        + $"component with {Envelope.AdoptExisting.Name}: true.";
}
