using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>Every route there is, and which of them a request is for.</summary>
internal sealed class Routes(Instance instance)
{
    private const string Control = "/_emulator/";

    private readonly ImmutableArray<Route> _all =
    [
        .. new[]
        {
            new StatusRoutes(instance).All(),
            new LoginRoutes(instance).All(),
            new RotationRoutes(instance).All(),
            new ConnectionRoutes(instance).All(),
            new ProjectRoutes(instance).All(),
            new EnvironmentRoutes(instance).All(),
            new FolderRoutes(instance).All(),
            new SecretRoutes(instance).All(),
            new ControlRoutes(instance).All(),
        }.SelectMany(routes => routes).OrderByDescending(route => route.Literals),
    ];

    /// <summary>A slash at the end is ignored; of two routes that fit, the one with more of it written out wins.</summary>
    public (Route Route, IReadOnlyDictionary<string, string> Values)? Find(string method, string path)
    {
        ImmutableArray<string> parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        foreach (var route in _all)
        {
            if (route.Match(method, parts) is { } values)
            {
                return (route, values);
            }
        }

        return null;
    }

    /// <summary>Steering the emulator is no request to the server: it is not recorded, not spoilt, not limited.</summary>
    public bool IsControl(string path) => path.StartsWith(Control, StringComparison.Ordinal);
}
