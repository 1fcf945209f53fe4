namespace Pulumi.InfisicalRotation.Fields;

/// <summary>The name of a property or function as a part of a type name: <c>secretsMapping</c>, <c>SecretsMapping</c>.</summary>
internal static class PascalCase
{
    public static string Of(string name) => char.ToUpperInvariant(name[0]) + name[1..];
}
