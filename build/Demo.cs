namespace Build;

/// <summary>Runs the root Pulumi.yaml against an emulator of Infisical and AWS.</summary>
internal static class Demo
{
    internal static async Task RunAsync(CancellationToken cancellation)
    {
        Console.WriteLine("Building the provider and the emulator. The first build takes about a minute.");
        await ShowAsync(await DemoParts.BuildAsync(cancellation), Console.Out, cancellation);
    }

    /// <exception cref="StepFailedException">A step does not show what it should.</exception>
    internal static async Task ShowAsync(DemoParts parts, TextWriter output, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-demo-");
        try
        {
            await using var emulator = await Emulator.StartAsync(parts.Emulator, cancellation);
            var settings = DemoSettings.For(emulator);
            var program = new DemoProgram(folder.FullName, parts.Provider);
            program.Write();
            IEngine engine = parts.Pulumi is null
                ? new StandInEngine(parts.TestEngine, folder.FullName, parts.Provider, settings)
                : await PulumiEngine.StartAsync(parts.Pulumi, folder.FullName, settings, cancellation);
            await new DemoStory(engine, emulator, program, output).TellAsync(cancellation);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
