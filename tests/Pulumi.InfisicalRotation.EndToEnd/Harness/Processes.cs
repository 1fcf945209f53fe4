using System.Diagnostics;
using System.Globalization;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Processes that a command has started, found in /proc.</summary>
internal static class Processes
{
    /// <summary>Whether this system has /proc.</summary>
    public static bool CanBeFound => Directory.Exists("/proc/self");

    /// <summary>
    /// Kills the providers that a command has started, as <c>kill -9</c> does. The CLI starts one for the schema and one for each
    /// set of settings.
    /// </summary>
    /// <param name="ancestor">The id of the command's process.</param>
    public static void KillProvidersOf(int ancestor)
    {
        var providers = Process.GetProcesses()
            .Where(process => Read(process.Id, "cmdline").Contains(PublishedProvider.FileName, StringComparison.Ordinal)
                && IsBelow(process.Id, ancestor))
            .ToList();
        Assert.NotEmpty(providers);
        foreach (var provider in providers)
        {
            provider.Kill();
            provider.WaitForExit();
        }
    }

    private static bool IsBelow(int id, int ancestor)
    {
        for (var next = id; next > 1; next = ParentOf(next))
        {
            if (next == ancestor)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The fourth field; the second is the name in parentheses, which may contain spaces.</summary>
    private static int ParentOf(int id) => Read(id, "stat").Split(") ") is [.., var behind]
        && int.TryParse(behind.Split(' ').ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var parent) ? parent : 0;

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
