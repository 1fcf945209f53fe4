using System.Text.Json;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A JSON text from outside, of which one member is needed.</summary>
internal static class ProofJson
{
    /// <summary>A text at the top of an object; null where the text is no such object.</summary>
    public static string? Text(string json, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Object } map
                && map.TryGetProperty(name, out var value)
                && value.ValueKind is JsonValueKind.String
                && value.GetString() is { Length: > 0 } text
                    ? text
                    : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Sends a request and takes a token from its response.</summary>
    /// <exception cref="MissingProofException">There is none.</exception>
    public static async Task<string> TokenAsync(
        this ProofHttp http, ProofRequest request, string member, CancellationToken cancellation)
    {
        var answer = await http.SendAsync(request, cancellation);
        return Text(answer, member) is { } token
            ? TokenText.Read(token, $"The response of {request.Server}")
            : throw new MissingProofException(ProofMessages.NotInAnswer(request, member));
    }
}
