namespace Bench;

/// <summary>The published executable that the tests are about.</summary>
internal static class ProviderUnderTest
{
    /// <summary>Its folder: where INFISICAL_ROTATION_PROVIDER_DIR says, or where <c>publish</c> puts it.</summary>
    public static string Folder { get; } = Environment.GetEnvironmentVariable("INFISICAL_ROTATION_PROVIDER_DIR") ?? Repository.At("bin");

    public static string Executable { get; } =
        Path.Combine(Folder, "pulumi-resource-infisical-rotation" + (OperatingSystem.IsWindows() ? ".exe" : ""));
}
