namespace Build;

/// <summary>The system's own compiler and linker, without which no native executable can be made.</summary>
internal static class Toolchain
{
    /// <summary>Null where a native executable can be made, else what is missing and how to get it.</summary>
    internal static async Task<string?> MissingAsync(CancellationToken cancellation)
    {
        // On Windows the SDK finds Visual Studio's linker by itself, and says well what is missing.
        if (OperatingSystem.IsWindows())
        {
            return null;
        }

        var compiler = Command.Find("clang") ?? Command.Find("gcc");
        if (compiler is null)
        {
            return "neither clang nor gcc is on PATH (Debian, Ubuntu: apt-get install clang zlib1g-dev)";
        }

        return await CanLinkZlibAsync(compiler, cancellation)
            ? null
            : $"{compiler} cannot link zlib (Debian, Ubuntu: apt-get install zlib1g-dev)";
    }

    private static async Task<bool> CanLinkZlibAsync(string compiler, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("toolchain-");
        try
        {
            var source = Path.Combine(folder.FullName, "zlib.c");
            await File.WriteAllTextAsync(source, "#include <zlib.h>\nint main(void) { return zlibVersion() == 0; }\n", cancellation);
            var link = new Command(compiler, source, "-lz", "-o", Path.Combine(folder.FullName, "zlib"));
            return (await link.RunAsync(cancellation)).ExitCode == 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
