using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>Which of the server's limits a route counts against.</summary>
internal enum RateClass
{
    /// <summary>Counted by nothing at all.</summary>
    Exempt,

    Read,
    Write,
    Secrets,
    Creation,

    /// <summary>Login: the write class, with the instance's numbers, for no organisation is known yet.</summary>
    PublicWrite,
}

/// <summary>A method and path, and who handles it.</summary>
internal sealed record Route(string Method, string Pattern, RateClass Class, Func<Call, CancellationToken, Task<Answer>> Handle)
{
    private readonly ImmutableArray<string> _parts = [.. Pattern.Split('/', StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>A login or status route takes no token.</summary>
    public bool NeedsToken { get; init; } = true;

    /// <summary>Whether this server has the route, for these parts of the path.</summary>
    public Func<IReadOnlyDictionary<string, string>, bool> Exists { get; init; } = _ => true;

    /// <summary>How many parts are written out; more of them make a better match.</summary>
    public int Literals => _parts.Count(part => part[0] != '{');

    /// <summary>The named parts of a path that fits, or null.</summary>
    public IReadOnlyDictionary<string, string>? Match(string method, ImmutableArray<string> path)
    {
        if (method != Method || path.Length != _parts.Length)
        {
            return null;
        }

        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < _parts.Length; index++)
        {
            if (_parts[index][0] == '{')
            {
                values[_parts[index].Trim('{', '}')] = Uri.UnescapeDataString(path[index]);
            }
            else if (_parts[index] != path[index])
            {
                return null;
            }
        }

        return Exists(values) ? values : null;
    }
}
