using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>Runs this program as a plugin: writes the port, serves, and exits with the engine.</summary>
internal static class ProviderProcess
{
    public static async Task<int> Serve(IReadOnlyList<string> args, PulumiProvider provider)
    {
        var engine = EngineAddress.In(args);
        using var end = new ProcessEnd();
        end.WatchSignals();
        await using var host = await ProviderHost.Start(provider, engine, TimeProvider.System);
        await WritePort(host.Port);
        if (engine.Length > 0)
        {
            end.WatchInput();
        }

        await host.Stop(await end.Wait());
        return 0;
    }

    /// <summary>The only line on standard output. The engine reads it and connects.</summary>
    private static async Task WritePort(int port)
    {
        await using var output = Console.OpenStandardOutput();
        await output.WriteAsync(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{port}\n")));
    }
}
