using System.Runtime.CompilerServices;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Values inside a path or query. Every value of every route passes through here, so a value that would address another
/// route is never sent, wherever it comes from.
/// </summary>
internal static class RoutePart
{
    private const int MaxShown = 200;

    /// <summary>
    /// One escaped value. An empty one would address another route, such as the list instead of the object, and so
    /// would dots.
    /// </summary>
    /// <exception cref="ApiException">The value cannot be a part of a route.</exception>
    public static string Escaped(string value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        string.IsNullOrWhiteSpace(value) || value is "." or ".." || value.Any(char.IsControl)
            ? throw NotSent(value, name)
            : Uri.EscapeDataString(value);

    /// <summary>A flag of a query.</summary>
    public static string Flag(bool value) => value ? "true" : "false";

    private static ApiException NotSent(string value, string name) =>
        new($"No request was sent: \"{Printable.Line(value, MaxShown)}\" is not a valid {name}.")
        {
            Failure = ApiFailure.NotSent,
            Operation = "Sending a request",
        };
}
