using System.Runtime.CompilerServices;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Values inside a path or query.</summary>
internal static class RoutePart
{
    /// <summary>
    /// One escaped value. An empty one would address another route, such as the list instead of the object, and so
    /// would dots.
    /// </summary>
    public static string Escaped(string value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(value, name);
        return value is "." or ".."
            ? throw new ArgumentException($"\"{value}\" is not a valid {name}.", name)
            : Uri.EscapeDataString(value);
    }

    /// <summary>A flag of a query.</summary>
    public static string Flag(bool value) => value ? "true" : "false";
}
