using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>Who this plugin is towards the engine.</summary>
internal static class Plugin
{
    /// <summary>The first part of every type token, and of the executable's name after <c>pulumi-resource-</c>.</summary>
    public const string Package = "infisical-rotation";

    /// <summary>Semantic version without a leading v, as it was written for the build.</summary>
    public static string Version => ProviderSession.Version;
}
