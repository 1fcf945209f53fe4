using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infisical.Emulator;

/// <summary>What the inline policies of a user or role say to one action: effects, actions and resources, no conditions.</summary>
internal static class PolicyDocument
{
    public const string Allowed = "allowed";
    public const string Implicit = "implicitDeny";
    public const string Explicit = "explicitDeny";

    private static readonly TimeSpan RegexLimit = TimeSpan.FromSeconds(1);

    public static string Decide(Principal principal, string action, string resource)
    {
        var effects = principal.Policies.Values
            .SelectMany(Statements)
            .Where(statement => Fits(statement, "Action", action, ignoreCase: true) && Fits(statement, "Resource", resource, ignoreCase: false))
            .Select(statement => statement.TextOf("Effect"))
            .ToArray();
        return effects.Contains("Deny") ? Explicit : effects.Contains("Allow") ? Allowed : Implicit;
    }

    /// <summary>Refuses what the caller's policies do not allow, in the words of AWS.</summary>
    public static void Demand(AwsCaller caller, string action, string resource)
    {
        if (caller.Principal is { } principal && Decide(principal, action, resource) is var decision && decision != Allowed)
        {
            var reason = decision == Explicit ? "with an explicit deny in an identity-based policy" : $"because no identity-based policy allows the {action} action";
            throw new IamFailure(403, "AccessDenied", $"User: {caller.Arn} is not authorized to perform: {action} on resource: {resource} {reason}");
        }
    }

    /// <summary>Refuses what is no policy at all.</summary>
    public static string Demand(string document)
    {
        try
        {
            if (Statements(document).Any())
            {
                return document;
            }
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new IamFailure(400, "MalformedPolicyDocument", "Syntax errors in policy.");
        }

        throw new IamFailure(400, "MalformedPolicyDocument", "Syntax errors in policy.");
    }

    private static IEnumerable<JsonObject> Statements(string document) => JsonNode.Parse(document)?["Statement"] switch
    {
        JsonArray many => many.Select(statement => statement!.AsObject()),
        JsonObject one => [one],
        _ => [],
    };

    private static bool Fits(JsonObject statement, string key, string value, bool ignoreCase)
    {
        var patterns = statement[key] is JsonArray many ? many.Select(item => item!.ToString()) : [statement.TextOf(key) ?? ""];
        return patterns.Any(pattern => Regex.IsMatch(
            value,
            $"^{Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal).Replace("\\?", ".", StringComparison.Ordinal)}$",
            ignoreCase ? RegexOptions.IgnoreCase | RegexOptions.CultureInvariant : RegexOptions.CultureInvariant,
            RegexLimit));
    }
}
