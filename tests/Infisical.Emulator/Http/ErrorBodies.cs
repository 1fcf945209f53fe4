using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The body of every answer that is not a success.</summary>
internal static class ErrorBodies
{
    public static JsonObject For(Refusal refusal, string requestId)
    {
        var body = new JsonObject
        {
            ["reqId"] = requestId,
            ["statusCode"] = refusal.Status,
            ["message"] = refusal.Text.DeepClone(),
            ["error"] = refusal.Error,
        };
        if (refusal.Details is { } details)
        {
            body["details"] = details.DeepClone();
        }

        return body;
    }

    /// <summary>A route the server does not have; told from a missing object by the blank in its <c>error</c>.</summary>
    public static JsonObject UnknownRoute(string method, string url, string? requestId)
    {
        var body = new JsonObject
        {
            ["message"] = $"Route {method}:{url} not found",
            ["error"] = "Not Found",
            ["statusCode"] = 404,
        };
        if (requestId is not null)
        {
            body["reqId"] = requestId;
            body["documentationUrl"] = "https://infisical.com/docs";
        }

        return body;
    }
}
