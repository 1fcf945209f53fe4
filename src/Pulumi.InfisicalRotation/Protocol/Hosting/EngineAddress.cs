using System.Globalization;

namespace Pulumi.InfisicalRotation.Protocol.Hosting;

/// <summary>
/// Finds the address of the engine on the command line: <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] HOST:PORT</c>.
/// </summary>
internal static class EngineAddress
{
    /// <summary>The value of this flag is a separate argument and may look like an address.</summary>
    private const string Tracing = "--tracing";

    /// <summary>
    /// The address, or an empty string if there is none: engines then attach. Unknown flags and their values are
    /// ignored; only an address ends in a port.
    /// </summary>
    public static string In(IReadOnlyList<string> args)
    {
        for (var index = args.Count - 1; index >= 0; index--)
        {
            var isFlag = args[index].StartsWith('-') || (index > 0 && args[index - 1] == Tracing);
            if (!isFlag && HasPort(args[index]))
            {
                return args[index];
            }
        }

        return "";
    }

    /// <summary>
    /// Whether a person typed the arguments: they begin with a word, while the engine begins with a flag or its address.
    /// </summary>
    public static bool IsTyped(IReadOnlyList<string> args) =>
        args is [var first, ..] && !first.StartsWith('-') && !HasPort(first);

    private static bool HasPort(string text) =>
        text.LastIndexOf(':') is > 0 and var colon
        && ushort.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
}
