using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Credentials of an app connection that do not work when the server tries them.</summary>
public sealed record ConnectionFault
{
    /// <summary>For <see cref="Times"/>: until the faults are cleared.</summary>
    public const int Always = int.MaxValue;

    private ConnectionFault()
    {
    }

    /// <summary>Only connections of this app; null, the default, is any.</summary>
    public string? App { get; init; }

    /// <summary>Only where this field of the credentials has the <see cref="Value"/>; null, the default, is any field.</summary>
    public string? Field { get; init; }

    /// <summary>Only where a field of the credentials has this value; null, the default, is any.</summary>
    public string? Value { get; init; }

    /// <summary>How many trials it spoils.</summary>
    public int Times { get; init; } = 1;

    internal int Status { get; private init; }

    internal string Error { get; private init; } = "";

    internal string Message { get; private init; } = "";

    /// <summary>400 <c>Unable to validate connection: TEXT</c>, as most apps are refused.</summary>
    public static ConnectionFault Refuses(string text) => Answers(400, "BadRequest", $"Unable to validate connection: {text}");

    /// <summary>401, as Fireworks is refused, although the caller's token is good.</summary>
    public static ConnectionFault Unauthorized(string text) => Answers(401, "UnauthorizedError", $"Unable to validate connection: {text}");

    /// <summary>This answer in the server's own form.</summary>
    public static ConnectionFault Answers(int status, string error, string message) => new() { Status = status, Error = error, Message = message };

    internal bool Fits(string app, JsonObject credentials) => (App is null || App == app) && (Value is null
        || credentials.Any(item => (Field is null || Field == item.Key) && item.Value?.ToString() == Value));
}
