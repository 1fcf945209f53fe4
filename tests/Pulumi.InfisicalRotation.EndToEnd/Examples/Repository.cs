namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The work tree that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = RootAbove(AppContext.BaseDirectory);

    public static string At(params string[] segments) => Path.Combine([Root, .. segments]);

    private static string RootAbove(string folder) =>
        File.Exists(Path.Combine(folder, "Provider.sln")) ? folder : RootAbove(Path.GetDirectoryName(folder)!);
}
