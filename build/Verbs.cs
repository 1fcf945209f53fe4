namespace Build;

/// <summary>The verbs of <c>dotnet run build.cs VERB</c>.</summary>
internal static class Verbs
{
    private const string Usage = """
        usage: dotnet run build.cs VERB

          build           build the solution; warnings are errors
          format          format the code
          generate        update the generated files: schema, reference, README and SDKs
          publish [DIR]   build the native executable in DIR (default: bin)
          pictures        draw the pictures of the documents from real output
          package [RID]   create the release archives that this machine can make, or that of one platform such as linux-arm64,
                          with checksums and bills of materials, in artifacts/package; with --published after it, of the
                          executable in artifacts/publish/RID
          release [--dry-run | --tag TAG]
                          with --dry-run, prove on this machine what a release needs; with --tag, compare a tag with the
                          version, the schema and the changelog; else say how to release
          record          record a stack of this version for the upgrade tests of later ones
          sums FOLDER     write the checksums of a folder's files to SHA256SUMS
          demo            show a refused preview, a failed rotation and its repair against an emulator
          test [fast]     run all checks of CI; fast skips publishing and the end-to-end tests
          endtoend        publish, and run all end-to-end tests, those that CI leaves out because they take long as well
          reliability     play every fault with every operation and write docs/reliability.md
          storm [--steps N] [--seed S]
                          play random programs, faults and changes by others, and count what exists
          fuzz [--inputs N] [--seed S]
                          play invented inputs, settings, arguments, messages and answers of the server
          fuzz --guided [--minutes N] [--seed S]
                          change answers of the server and keep those that reach new branches of the provider
          mutants FOLDER  change a folder of the source, such as Rotations/Delete, and list the changes that its tests miss
          bench [PART …] [SIZE …]
                          measure the published executable; parts and sizes are in bench/README.md
        """;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, key) =>
        {
            key.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            return await RunVerbAsync(arguments, interrupted.Token);
        }
        catch (StepFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Interrupted.");
            return 130;
        }
    }

    private static async Task<int> RunVerbAsync(string[] arguments, CancellationToken cancellation)
    {
        switch (arguments)
        {
            case ["build"]:
                await Solution.BuildAsync(cancellation);
                return 0;
            case ["format"]:
                await Solution.FormatAsync(cancellation);
                return 0;
            case ["generate"]:
                await Generated.RewriteAsync(cancellation);
                return 0;
            case ["publish"]:
                await Executable.PublishNativeAsync(Repository.At("bin"), cancellation);
                return 0;
            case ["publish", var folder] when !folder.StartsWith('-'):
                await Executable.PublishNativeAsync(Path.GetFullPath(folder), cancellation);
                return 0;
            case ["pictures"]:
                await Pictures.DrawAsync(cancellation);
                return 0;
            case ["package"]:
                await Package.MakeAllAsync(cancellation);
                return 0;
            case ["package", var runtime] when !runtime.StartsWith('-'):
                await Package.MakeAsync(Platform.Named(runtime), isPublished: false, cancellation);
                return 0;
            case ["package", var runtime, "--published"]:
                await Package.MakeAsync(Platform.Named(runtime), isPublished: true, cancellation);
                return 0;
            case ["release"]:
                await Console.Error.WriteLineAsync(Release.Instructions);
                return 1;
            case ["release", "--dry-run"]:
                await Rehearsal.RunAsync(cancellation);
                return 0;
            case ["release", "--tag", var tag]:
                Release.CheckTag(tag);
                return 0;
            case ["record"]:
                await LongTests.RecordAsync(cancellation);
                return 0;
            case ["sums", var folder]:
                await Package.SumAsync(Path.GetFullPath(folder), cancellation);
                return 0;
            case ["demo"]:
                await Demo.RunAsync(cancellation);
                return 0;
            case ["bench", .. var parts]:
                await Bench.RunAsync(parts, cancellation);
                return 0;
            case ["reliability"]:
                await LongTests.WriteReliabilityAsync(cancellation);
                return 0;
            case ["storm", .. var options] when options is [] or ["--steps" or "--seed", _] or ["--steps" or "--seed", _, "--steps" or "--seed", _]:
                await LongTests.StormAsync(options, cancellation);
                return 0;
            case ["fuzz", "--guided", .. var options]
                when options is [] or ["--minutes" or "--seed", _] or ["--minutes" or "--seed", _, "--minutes" or "--seed", _]:
                await LongTests.FuzzGuidedAsync(options, cancellation);
                return 0;
            case ["fuzz", .. var options] when options is [] or ["--inputs" or "--seed", _] or ["--inputs" or "--seed", _, "--inputs" or "--seed", _]:
                await LongTests.FuzzAsync(options, cancellation);
                return 0;
            case ["mutants", var folder]:
                await Mutants.RunAsync(folder, cancellation);
                return 0;
            case ["endtoend"]:
                return await Tests.RunEndToEndAsync(cancellation);
            case ["test"]:
                return await Tests.RunAsync(fast: false, cancellation);
            case ["test", "fast"]:
                return await Tests.RunAsync(fast: true, cancellation);
            default:
                await Console.Error.WriteLineAsync(arguments switch
                {
                    [] => "No verb was given.",
                    [var verb, .. { Length: > 0 } rest] when Usage.Contains($"\n  {verb} ", StringComparison.Ordinal) =>
                        $"{verb} does not accept the argument \"{string.Join(' ', rest)}\".",
                    [var verb, ..] => $"Unknown verb \"{verb}\".",
                });
                await Console.Error.WriteLineAsync(Usage);
                return 2;
        }
    }
}
