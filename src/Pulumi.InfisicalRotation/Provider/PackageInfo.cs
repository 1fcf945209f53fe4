namespace Pulumi.InfisicalRotation.Provider;

/// <summary>How the package is called; programs are written against these names.</summary>
internal static class PackageInfo
{
    public const string Name = "infisical-rotation";

    public const string DisplayName = "Infisical Rotation";

    public static string Token(string typeName) => $"{Name}:index:{typeName}";
}
