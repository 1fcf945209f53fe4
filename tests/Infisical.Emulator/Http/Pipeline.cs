using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Infisical.Emulator;

/// <summary>
/// One request to Infisical's API from the first byte to the last, in the server's order: route, token, body, limit, schema, and
/// then what the route does.
/// </summary>
internal sealed class Pipeline(Instance instance, Routes routes)
{
    private const int LongestBody = 10 * 1024 * 1024;

    private readonly RateLimiter _limiter = new(instance.Options, instance.Clock);
    private int _requests;

    public async Task RunAsync(HttpContext http)
    {
        var arrived = await Arrived.ReadAsync(http, instance, EmulatorListener.Infisical);
        if (routes.IsControl(arrived.Path))
        {
            await AnswerAsync(http, arrived, []);
            return;
        }

        instance.Requests.Add(arrived.Recorded);
        var fault = instance.Faults.Take(EmulatorListener.Infisical, arrived.Method, arrived.Path);
        if (fault is { AfterHandling: false } && await FaultInjection.SpoilAsync(http, fault))
        {
            return;
        }

        await AnswerAsync(http, arrived, fault is { AfterHandling: true } ? [fault] : []);
    }

    private async Task AnswerAsync(HttpContext http, Arrived arrived, ImmutableArray<Fault> faults)
    {
        var headers = new Dictionary<string, string>();
        var (status, body) = await HandleAsync(arrived, headers, http.RequestAborted);
        if (faults.IsEmpty || !await FaultInjection.SpoilAsync(http, faults[0], body))
        {
            await Responses.WriteAsync(http, status, body, headers, instance.Clock);
        }
    }

    private async Task<(int Status, byte[] Body)> HandleAsync(Arrived arrived, Dictionary<string, string> headers, CancellationToken cancellation)
    {
        var requestId = $"req-{Interlocked.Increment(ref _requests):x}";
        if (routes.Find(arrived.Method, arrived.Path) is not { } found)
        {
            var unknown = ErrorBodies.UnknownRoute(arrived.Method, arrived.Url, instance.Options.PlainUnknownRoutes ? null : requestId);
            return (404, Json.Bytes(unknown));
        }

        try
        {
            var answer = await HandleAsync(arrived, found.Route, found.Values, headers, cancellation);
            return (answer.Status, answer.Body is null ? [] : Json.Bytes(answer.Body));
        }
        catch (Refusal refusal)
        {
            foreach (var (name, value) in refusal.Headers)
            {
                headers[name] = value;
            }

            return (refusal.Status, Json.Bytes(ErrorBodies.For(refusal, requestId)));
        }
    }

    private async Task<Answer> HandleAsync(
        Arrived arrived, Route route, IReadOnlyDictionary<string, string> values, Dictionary<string, string> headers, CancellationToken cancellation)
    {
        var identity = Identify(arrived, route);
        var body = ReadBody(arrived);
        foreach (var (name, value) in _limiter.Count(route))
        {
            headers[name] = value;
        }

        return await route.Handle(new Call(values, arrived.Query, body, identity) { Certificate = arrived.Headers.GetValueOrDefault(ShownCertificate.Header) }, cancellation);
    }

    private Identity? Identify(Arrived arrived, Route route)
    {
        if (arrived.Headers.ContainsKey("x-api-key"))
        {
            throw Refusal.BadRequest("API key authentication is not supported anymore. Please use a machine identity.");
        }

        var bearer = arrived.Headers.GetValueOrDefault("authorization");
        if (!route.NeedsToken)
        {
            return null;
        }

        if (bearer?.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) != true)
        {
            throw Refusal.Unauthorized("Token missing");
        }

        var token = bearer["Bearer ".Length..].Trim();
        return token.StartsWith("st.", StringComparison.Ordinal)
            ? throw new Refusal(403, $"Forbidden access to {arrived.Url}", "You are not allowed to access this resource")
            : instance.Tokens.Check(token);
    }

    private static JsonNode? ReadBody(Arrived arrived)
    {
        if (arrived.Body.Length == 0 || arrived.Method == "GET")
        {
            return null;
        }

        if (arrived.Body.Length > LongestBody)
        {
            throw Refusal.Unreadable(413, "Request body is too large");
        }

        var type = arrived.Headers.GetValueOrDefault("content-type") ?? "";
        if (!type.StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Refusal.Unreadable(415, $"Unsupported Media Type: {type}");
        }

        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(arrived.Body));
        }
        catch (JsonException)
        {
            throw Refusal.Unreadable(400, "Body is not valid JSON but content-type is set to 'application/json'");
        }
    }
}
