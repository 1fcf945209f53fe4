using System.Buffers;
using System.Text.Json;

namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>The body of an error response.</summary>
/// <param name="Error">The server's name for the error.</param>
/// <param name="Text">The server's text, or all of its texts.</param>
/// <param name="RequestId">The server's id for the request.</param>
internal sealed record ErrorAnswer(string? Error, string Text, string? RequestId)
{
    /// <summary>Null where the body is not an error of Infisical.</summary>
    public static ErrorAnswer? Parse(ReadOnlySequence<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? From(document.RootElement) : null;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // A string that is not valid UTF-8 gives an InvalidOperationException.
            return null;
        }
    }

    private static ErrorAnswer? From(JsonElement body)
    {
        var error = Plain(body, "error");
        var text = body.TryGetProperty("message", out var message) ? Texts(message) : "";
        return error is null && text.Length == 0 ? null : new ErrorAnswer(error, text, Plain(body, "reqId"));
    }

    // The message is a text, or has one item for each wrong field. Paths have numbers in older versions, strings only
    // in newer ones.
    private static string Texts(JsonElement message) => message.ValueKind switch
    {
        JsonValueKind.Array => string.Join("; ", message.EnumerateArray().Select(Item).Where(item => item.Length > 0)),
        _ => Item(message),
    };

    private static string Item(JsonElement item) => item.ValueKind switch
    {
        JsonValueKind.String => item.GetString()!.Trim(),
        JsonValueKind.Object => Field(item) is { Length: > 0 } path
            ? $"{path}: {Plain(item, "message")}"
            : Plain(item, "message") ?? "",
        _ => "",
    };

    private static string Field(JsonElement item) =>
        item.TryGetProperty("path", out var path) && path.ValueKind is JsonValueKind.Array
            ? string.Join('.', path.EnumerateArray().Select(Scalar))
            : Plain(item, "path") ?? "";

    private static string? Plain(JsonElement map, string name) =>
        map.TryGetProperty(name, out var value) ? Scalar(value) : null;

    private static string? Scalar(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
