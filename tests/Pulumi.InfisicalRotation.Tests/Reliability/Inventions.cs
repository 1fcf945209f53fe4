using System.Globalization;
using CsCheck;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Invented inputs, one after the other. <c>dotnet run build.cs fuzz</c> plays more of them; a seed plays the same
/// again.
/// </summary>
internal static class Inventions
{
    // The tests that share the number of inputs.
    private const int Tests = 7;
    private const int DefaultInputs = 10_500;
    private const int DefaultSeed = 1;

    /// <summary>How many inputs one test plays.</summary>
    public static int Count => Math.Max(1, (Number("INPUTS") ?? DefaultInputs) / Tests);

    private static int Seed => Number("SEED") ?? DefaultSeed;

    /// <summary>Invents inputs and plays each; a failure names the input and how to play it again.</summary>
    /// <param name="inputs">Invents one.</param>
    /// <param name="play">Plays it, and fails if something is wrong.</param>
    /// <param name="shown">The input for the message of a failure.</param>
    public static async Task PlayAll<T>(Gen<T> inputs, Func<T, Task> play, Func<T, string> shown)
    {
        for (var index = 0; index < Count; index++)
        {
            var input = inputs.Generate(new PCG((uint)index, (ulong)Seed), null, out _);
            try
            {
                await play(input);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException(
                    $"Seed {Seed}, input {index}: {fault.Message}\n{shown(input)}\n"
                    + $"Again: dotnet run build.cs fuzz --inputs {Count * Tests} --seed {Seed}",
                    fault);
            }
        }
    }

    private static int? Number(string name) =>
        int.TryParse(
            Environment.GetEnvironmentVariable($"INFISICAL_ROTATION_FUZZ_{name}"),
            CultureInfo.InvariantCulture,
            out var number)
            ? number
            : null;
}
