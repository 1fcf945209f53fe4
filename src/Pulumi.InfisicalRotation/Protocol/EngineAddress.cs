namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>Finds the engine on the command line: <c>[--logtostderr] [-v=N] [--tracing ENDPOINT] HOST:PORT</c>.</summary>
internal static class EngineAddress
{
    /// <summary>The one flag whose value is an argument of its own.</summary>
    private const string Tracing = "--tracing";

    /// <summary>The address, or empty where there is none: then engines attach. Flags of newer engines are ignored.</summary>
    public static string In(IReadOnlyList<string> args)
    {
        for (var index = args.Count - 1; index >= 0; index--)
        {
            var isFlag = args[index].StartsWith('-') || (index > 0 && args[index - 1] == Tracing);
            if (!isFlag)
            {
                return args[index];
            }
        }

        return "";
    }
}
