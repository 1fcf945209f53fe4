namespace Build;

/// <summary>Runs the root Pulumi.yaml against an emulator of Infisical and AWS.</summary>
internal static class Demo
{
    internal static async Task RunAsync(CancellationToken cancellation)
    {
        Console.WriteLine("Building the provider and the emulator. The first build takes about a minute.");
        var provider = Repository.At("bin");
        await Executable.PublishForTestsAsync(provider, cancellation);
        var pulumi = Command.Find("pulumi");
        await BuildAsync("Infisical.Emulator", cancellation);
        if (pulumi is null)
        {
            await BuildAsync("TestEngine", cancellation);
        }

        var project = Directory.CreateTempSubdirectory("infisical-rotation-demo-");
        try
        {
            await using var emulator = await Emulator.StartAsync(cancellation);
            var settings = DemoSettings.For(emulator);
            CopyProgram(project.FullName, provider);
            IEngine engine = pulumi is null
                ? new StandInEngine(project.FullName, provider, settings)
                : await PulumiEngine.StartAsync(pulumi, project.FullName, settings, cancellation);
            await TellAsync(engine, emulator, cancellation);
        }
        finally
        {
            project.Delete(recursive: true);
        }
    }

    private static async Task TellAsync(IEngine engine, Emulator emulator, CancellationToken cancellation)
    {
        Console.WriteLine($"""

            The program in Pulumi.yaml rotates the access keys of one AWS IAM user every 30 days.
            An emulator at {emulator.Address} replaces Infisical and AWS.
            {engine.Introduction}
            """);
        await ChapterAsync("Preview: pulumi preview", "preview");
        await ChapterAsync("Create the rotation: pulumi up", "up");
        await ChapterAsync("Stack outputs: pulumi stack output", "outputs");
        Heading($"Resources in the emulator: {await emulator.CountAsync(cancellation)}");

        await emulator.FailNextRotationAsync(cancellation);
        Heading("30 days later: AWS rejects the scheduled rotation");
        var noticed = await ChapterAsync("Preview reports the failure: pulumi preview", "preview");
        Demand(noticed.Contains(Emulator.Refusal, StringComparison.Ordinal), "the preview did not report the cause of the failed rotation");

        await ChapterAsync("Delete all resources: pulumi destroy", "destroy");
        var left = await emulator.CountAsync(cancellation);
        Heading($"Remaining resources in the emulator: {left}");
        Demand(left == Emulator.Nothing, "some resources were not deleted");

        async Task<string> ChapterAsync(string title, string verb)
        {
            Heading(title);
            var said = await engine.RunAsync(verb, cancellation);
            Console.WriteLine(Indented(said));
            return said;
        }
    }

    private static void Heading(string title) => Console.WriteLine($"\n── {title}");

    private static void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new StepFailedException($"The demo failed: {otherwise}.");
        }
    }

    // Lines that only say that something is going on, or say again what an earlier line said, are left out.
    private static string Indented(string said)
    {
        var printed = new List<string>();
        foreach (var line in said.Split('\n').Select(Brief).Where(line => line.Length > 0))
        {
            if (!line.TrimStart().StartsWith('@') && !printed.Exists(earlier => $"{line} ".StartsWith($"{earlier} ", StringComparison.Ordinal)))
            {
                printed.Add(line);
            }
        }

        return string.Join('\n', printed.Select(line => $"   {line}"));
    }

    // A message beside a resource comes again, in full, under "Diagnostics".
    private static string Brief(string line) =>
        (line.Contains("infisical-rotation:index:", StringComparison.Ordinal) ? line.Split(" warning: ")[0] : line).TrimEnd();

    private static void CopyProgram(string folder, string provider) => File.WriteAllText(
        Path.Combine(folder, "Pulumi.yaml"),
        File.ReadAllText(Repository.At("Pulumi.yaml")).Replace("path: bin", $"path: {provider}", StringComparison.Ordinal));

    private static Task BuildAsync(string project, CancellationToken cancellation) => Shell.RunAsync(
        "dotnet",
        ["build", Repository.At("tests", project), "-c", "Release", "-p:RunAnalyzers=false", "-nologo", "-v:quiet", "-clp:NoSummary"],
        cancellation);
}
