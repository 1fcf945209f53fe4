using System.Text.RegularExpressions;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

/// <summary>Looks up what the Go programs of the schema name, line by line, in the SDK that Pulumi's generator writes.</summary>
[Trait("Needs", "pulumi-sdkgen")]
public sealed class GoExamplesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("infisical-rotation-go-");

    [Fact]
    public async Task Every_field_of_the_programs_in_Go_exists_and_takes_its_value()
    {
        var generator = new Command("pulumi-sdkgen", Repository.At("ProviderSchema.json"), "go", _folder.FullName);
        (await generator.RunAsync(TestContext.Current.CancellationToken)).Succeeded();
        var sources = string.Concat(
            Directory.EnumerateFiles(Path.Combine(_folder.FullName, "infisicalrotation"), "*.go").Select(File.ReadAllText));
        var structs = Regex.Matches(sources, @"^type (\w+) struct \{\n(.*?)^\}", RegexOptions.Multiline | RegexOptions.Singleline)
            .ToDictionary(found => found.Groups[1].Value, found => Fields(found.Groups[2].Value));
        var programs = SchemaExamples.In("go").Concat(SchemaExamples.OfFunctions("go")).ToList();
        var looked = programs.Sum(program => LookUp(program.Key, program.Value, structs, sources));

        Assert.True(programs.Count > 60, $"{programs.Count} programs");
        Assert.True(looked > 450, $"{looked} fields");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Dictionary<string, string> Fields(string body) =>
        Regex.Matches(body, @"^\t(\w+) +(\S+)", RegexOptions.Multiline)
            .ToDictionary(found => found.Groups[1].Value, found => found.Groups[2].Value);

    private static int LookUp(string name, string program, Dictionary<string, Dictionary<string, string>> structs, string sources)
    {
        foreach (Match call in Regex.Matches(program, @"infisicalrotation\.(\w+)\(ctx"))
        {
            Assert.Contains($"\nfunc {call.Groups[1].Value}(ctx *pulumi.Context", sources, StringComparison.Ordinal);
        }

        foreach (Match result in Regex.Matches(program, @"result\.(\w+)\(\)"))
        {
            var type = Regex.Match(program, @"infisicalrotation\.(\w+)Output\(ctx").Groups[1].Value;
            Assert.Contains($"(o {type}ResultOutput) {result.Groups[1].Value}() ", sources, StringComparison.Ordinal);
        }

        var open = new Stack<string>();
        var looked = 0;
        foreach (var line in program.Split('\n').Select(line => line.Trim()))
        {
            if (Regex.Match(line, @"^(\w+): +(\S.*)$") is { Success: true } field && open.Count > 0)
            {
                var fields = structs[open.Peek()];
                Assert.True(fields.TryGetValue(field.Groups[1].Value, out var type), $"{name}: {open.Peek()} has no {field.Groups[1].Value}");
                Assert.True(Fits(type, field.Groups[2].Value), $"{name}: {field.Groups[1].Value} is {type}, given {field.Groups[2].Value}");
                looked++;
            }

            if (Regex.Match(line, @"infisicalrotation\.(\w+Args)\{$") is { Success: true } start)
            {
                open.Push(start.Groups[1].Value);
            }
            else if (line is "}," or "})" && open.Count > 0 && !IsEndOfList(open))
            {
                open.Pop();
            }
            else if (line.EndsWith('{') && open.Count > 0)
            {
                open.Push("");
            }
        }

        return looked;
    }

    private static bool IsEndOfList(Stack<string> open) => open.Peek().Length == 0 && open.Pop().Length == 0;

    /// <summary>The type of an argument, and the expression that it gets.</summary>
    private static bool Fits(string type, string value)
    {
        var kind = Regex.Match(value, @"^(?:&?infisicalrotation|pulumi)\.(\w+?)(?:Args)?[({]").Groups[1].Value;
        return value.StartsWith("cfg.RequireSecret(", StringComparison.Ordinal)
            ? type is "pulumi.StringInput" or "pulumi.StringPtrInput"
            : kind.Length > 0 && type.Split('.')[^1] is var input && (input == $"{kind}Input" || input == $"{kind}PtrInput");
    }
}
