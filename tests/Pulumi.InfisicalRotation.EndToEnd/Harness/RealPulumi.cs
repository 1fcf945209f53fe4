using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>The real CLI of PATH, apart from everything that its user has.</summary>
internal static class RealPulumi
{
    private static readonly string? Cli = Command.Find("pulumi");

    /// <summary>The CLI; without one the test is skipped, and says why.</summary>
    public static string Path
    {
        get
        {
            Assert.SkipWhen(Cli is null, "There is no `pulumi` on PATH; what needs the real CLI is not tested.");
            Assert.SkipWhen(Command.Find("pulumi-language-yaml") is null, "There is no `pulumi-language-yaml` on PATH; the real CLI can't run YAML programs.");
            return Cli!;
        }
    }

    public static ImmutableDictionary<string, string> EnvironmentIn(string home, string state) =>
        HermeticPulumi.EnvironmentIn(home, state).ToImmutableDictionary().SetItem("PATH", Environment.GetEnvironmentVariable("PATH") ?? "");
}
