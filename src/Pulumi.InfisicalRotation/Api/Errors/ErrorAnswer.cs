using System.Text.Json;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>The server's error body.</summary>
/// <param name="Error">Its name for the error.</param>
/// <param name="Text">Its sentence, or all of them.</param>
internal sealed record ErrorAnswer(string? Error, string Text, string? RequestId)
{
    /// <summary>Null where this is not the server's form.</summary>
    public static ErrorAnswer? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? From(document.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // The second is what a text gives that is no valid UTF-8.
            return null;
        }
    }

    private static ErrorAnswer? From(JsonElement body)
    {
        var error = Plain(body, "error");
        var text = body.TryGetProperty("message", out var message) ? Sentences(message) : "";
        return error is null && text.Length == 0 ? null : new ErrorAnswer(error, text, Plain(body, "reqId"));
    }

    // A text, or one item for each field that does not fit: with the path as names and numbers from an older server, as texts from a newer.
    private static string Sentences(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.Array => string.Join("; ", message.EnumerateArray().Select(Item).Where(item => item.Length > 0)),
        _ => Item(message),
    };

    private static string Item(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!.Trim(),
        JsonValueKind.Object => At(item) is { Length: > 0 } path ? $"{path}: {Plain(item, "message")}" : Plain(item, "message") ?? "",
        _ => "",
    };

    private static string At(JsonElement item) =>
        item.TryGetProperty("path", out var path) && path.ValueKind is JsonValueKind.Array
            ? string.Join('.', path.EnumerateArray().Select(Scalar))
            : Plain(item, "path") ?? "";

    private static string? Plain(JsonElement map, string name) => map.TryGetProperty(name, out var value) ? Scalar(value) : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
