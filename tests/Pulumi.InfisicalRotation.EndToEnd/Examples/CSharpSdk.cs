using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>The C# SDK that Pulumi's generator writes from our schema, for the compiler to look names up in.</summary>
internal sealed class CSharpSdk
{
    private static readonly CSharpParseOptions Latest = new(LanguageVersion.Latest);

    private readonly ImmutableArray<SyntaxTree> _sources;

    private CSharpSdk(ImmutableArray<SyntaxTree> sources) => _sources = sources;

    public static async Task<CSharpSdk> GenerateAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-sdk-");
        try
        {
            // The generator copies the picture and does not look at it.
            var logo = Path.Combine(folder.FullName, "logo.png");
            await File.WriteAllBytesAsync(logo, [], cancellation);
            var generator = new Command("pulumi-sdkgen", Repository.At("ProviderSchema.json"), "dotnet", Path.Combine(folder.FullName, "sdk"), logo);
            (await generator.RunAsync(cancellation)).Succeeded();
            return new CSharpSdk(
            [
                .. Directory.EnumerateFiles(Path.Combine(folder.FullName, "sdk"), "*.cs", SearchOption.AllDirectories).Select(Parse),
                Parse(Path.Combine(AppContext.BaseDirectory, "Examples", "StandIns", "Pulumi.cs")),
            ]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The compiler's errors in a program against this SDK, and the SDK's types that it names.</summary>
    public (ImmutableArray<string> Errors, ImmutableHashSet<string> Types) Compile(string program)
    {
        var source = CSharpSyntaxTree.ParseText(program, Latest);
        var compilation = CSharpCompilation.Create(
            "Example", [.. _sources, source], Framework(), new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var model = compilation.GetSemanticModel(source);
        return (
            [.. model.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error).Select(found => found.ToString())],
            [
                .. source.GetRoot().DescendantNodes().Select(node => model.GetTypeInfo(node).Type).OfType<INamedTypeSymbol>()
                    .Where(type => type.ContainingNamespace?.ToDisplayString().StartsWith("Pulumi.InfisicalRotation", StringComparison.Ordinal) ?? false)
                    .Select(type => type.Name),
            ]);
    }

    private static SyntaxTree Parse(string path) => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Latest, path);

    private static IEnumerable<MetadataReference> Framework() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(path) == "netstandard.dll")
            .Select(path => MetadataReference.CreateFromFile(path));
}
