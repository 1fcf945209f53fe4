namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>An empty stack, made once by the CLI and copied for every test: that saves a second each.</summary>
internal static class StackTemplate
{
    public const string Project = "play";
    public const string Stack = "dev";

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);

    public static async Task<string> CopyAsync()
    {
        var template = await Made.Value;
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-").FullName;
        foreach (var file in Directory.EnumerateFiles(template, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(template, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        Directory.CreateDirectory(HomeOf(folder));
        return folder;
    }

    public static string HomeOf(string folder) => Path.Combine(folder, "home");

    public static string StateOf(string folder) => Path.Combine(folder, "state");

    private static async Task<string> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-template-").FullName;
        Directory.CreateDirectory(HomeOf(folder));
        Directory.CreateDirectory(StateOf(folder));
        await File.WriteAllTextAsync(Path.Combine(folder, "Pulumi.yaml"), $"name: {Project}\nruntime: yaml\n", TestContext.Current.CancellationToken);
        var init = new Command(RealPulumi.Path, ["stack", "init", Stack, .. HermeticPulumi.Quiet])
        {
            Folder = folder,
            Environment = RealPulumi.EnvironmentIn(HomeOf(folder), StateOf(folder)),
            InheritsEnvironment = false,
        };
        (await init.RunAsync(TestContext.Current.CancellationToken)).Succeeded();
        Directory.Delete(HomeOf(folder), recursive: true);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return folder;
    }
}
