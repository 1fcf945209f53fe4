using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using Xunit.v3;

namespace TestLimits;

/// <summary>
/// Ends the run when no test of the assembly has begun or ended for some minutes, and names the tests that are running:
/// broken code hangs, and xunit's own time limit is for single asynchronous tests. In force in every test project, see
/// Directory.Build.targets.
/// </summary>
/// <param name="minutes">How long; every test of the project has to be well below it on a slow machine.</param>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestLimitAttribute(string minutes) : BeforeAfterTestAttribute
{
    private const int ExitCode = 70;

    private static readonly ConcurrentDictionary<string, string> Running = new();
    private static readonly Timer Watch = new(End, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private static TimeSpan _limit;
    private static string _last = "";

    public string Minutes { get; } = minutes;

    public override void Before(MethodInfo methodUnderTest, IXunitTest test)
    {
        Running[test.UniqueID] = test.TestDisplayName;
        Restart();
    }

    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        Running.TryRemove(test.UniqueID, out _);
        _last = test.TestDisplayName;
        Restart();
    }

    private void Restart()
    {
        _limit = TimeSpan.FromMinutes(double.Parse(Minutes, CultureInfo.InvariantCulture));
        Watch.Change(_limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A thread that is stuck can't be freed, so the process ends. Not where somebody debugs it.</summary>
    private static void End(object? state)
    {
        if (Debugger.IsAttached)
        {
            return;
        }

        // Nothing is running where a fixture, or what a test disposes of, is stuck.
        string[] running = [.. Running.Values.Order(StringComparer.Ordinal)];
        foreach (var name in running.DefaultIfEmpty($"what comes after {_last}"))
        {
            Console.Error.WriteLine($"FAILED: {name} [no end after {_limit.TotalMinutes:0.##} minutes]");
        }

        Environment.Exit(ExitCode);
    }
}
