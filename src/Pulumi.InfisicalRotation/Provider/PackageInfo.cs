using System.Reflection;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>Name and version of this Pulumi package. Programs depend on the name.</summary>
internal static class PackageInfo
{
    /// <summary>First part of every type token, and of the executable's name after <c>pulumi-resource-</c>.</summary>
    public const string Name = "infisical-rotation";

    public const string DisplayName = "Infisical Rotation";

    /// <summary>Semantic version without a leading v, as in <c>Directory.Build.props</c>.</summary>
    public static string Version { get; } =
        typeof(PackageInfo).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? "0.0.0";

    public static string Token(string typeName) => $"{Name}:index:{typeName}";
}
