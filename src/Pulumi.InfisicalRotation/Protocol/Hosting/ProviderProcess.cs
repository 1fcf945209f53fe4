using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>This program as a plugin: tells its port, serves, and ends when the engine does.</summary>
internal static class ProviderProcess
{
    public static async Task<int> Serve(IReadOnlyList<string> args, PulumiProvider provider)
    {
        var engine = EngineAddress.In(args);
        using var end = new ProcessEnd();
        end.WatchSignals();
        await using var host = await ProviderHost.Start(provider, engine, TimeProvider.System);
        await TellPort(host.Port);
        if (engine.Length > 0)
        {
            end.WatchInput();
        }

        await host.Stop(await end.Wait());
        return 0;
    }

    /// <summary>The first and only line on standard output: the engine reads it and dials.</summary>
    private static async Task TellPort(int port)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{port}\n")));
    }
}
