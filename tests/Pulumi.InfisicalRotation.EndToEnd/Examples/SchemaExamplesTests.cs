using System.Text.RegularExpressions;

namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

[Trait("Needs", "pulumi-sdkgen")]
public sealed class SchemaExamplesTests
{
    private const int Resources = 60;

    [Fact]
    public async Task Every_program_in_CSharp_compiles_against_the_generated_SDK()
    {
        var sdk = await CSharpSdk.GenerateAsync(TestContext.Current.CancellationToken);
        var programs = SchemaExamples.In("csharp");

        Assert.Equal(Resources, programs.DistinctBy(program => program.Key).Count());
        foreach (var (resource, program) in programs)
        {
            var (errors, types) = sdk.Compile(program);
            Assert.True(errors.IsEmpty, $"{resource}: {string.Join("; ", errors)}\n{program}");
            Assert.Contains(resource, types);
        }
    }

    [Fact]
    public async Task Every_program_of_a_function_in_CSharp_compiles_against_the_generated_SDK()
    {
        var sdk = await CSharpSdk.GenerateAsync(TestContext.Current.CancellationToken);
        var programs = SchemaExamples.OfFunctions("csharp");

        Assert.NotEmpty(programs);
        foreach (var (function, program) in programs)
        {
            var (errors, types) = sdk.Compile(program);
            Assert.True(errors.IsEmpty, $"{function}: {string.Join("; ", errors)}\n{program}");
            Assert.Contains(char.ToUpperInvariant(function[0]) + function[1..] + "Result", types);
        }
    }

    [Fact]
    public async Task Every_name_in_the_programs_in_Python_is_one_of_the_generated_SDK()
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-python-");
        try
        {
            var generator = new Command("pulumi-sdkgen", Repository.At("ProviderSchema.json"), "python", folder.FullName);
            (await generator.RunAsync(TestContext.Current.CancellationToken)).Succeeded();
            var package = Path.Combine(folder.FullName, "pulumi_infisical_rotation");
            var members = await File.ReadAllTextAsync(Path.Combine(package, "_inputs.py"), TestContext.Current.CancellationToken);
            var sources = Directory.EnumerateFiles(package, "*.py").Select(File.ReadAllText).ToList();
            foreach (var (resource, program) in SchemaExamples.In("python"))
            {
                var source = Assert.Single(sources, source => source.Contains($"class {resource}(", StringComparison.Ordinal));
                foreach (Match argument in Regex.Matches(program, @"^    (\w+)=", RegexOptions.Multiline))
                {
                    Assert.Contains($" {argument.Groups[1].Value}: pulumi.Input[", source, StringComparison.Ordinal);
                }

                foreach (Match member in Regex.Matches(program, "^ +\"(\\w+)\": ", RegexOptions.Multiline).Where(_ => resource != "SecretRotation"))
                {
                    Assert.Contains($"    {member.Groups[1].Value}: ", members, StringComparison.Ordinal);
                }
            }

            foreach (var (function, program) in SchemaExamples.OfFunctions("python"))
            {
                var call = Regex.Match(program, @"infisical\.(\w+)\(").Groups[1].Value;
                var source = Assert.Single(sources, source => source.Contains($"def {call}(", StringComparison.Ordinal));
                Assert.Contains($"infisical-rotation:index:{function}'", source, StringComparison.Ordinal);
                foreach (Match argument in Regex.Matches(program, @"^    (\w+)=", RegexOptions.Multiline))
                {
                    Assert.Contains($" {argument.Groups[1].Value}: ", source, StringComparison.Ordinal);
                }

                var result = Regex.Match(program, @"result\.(\w+)\)").Groups[1].Value;
                Assert.Contains($"def {result}(self)", source, StringComparison.Ordinal);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
