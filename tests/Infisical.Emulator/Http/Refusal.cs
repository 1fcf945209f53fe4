using System.Globalization;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>An answer other than success, thrown where it is found out.</summary>
internal sealed class Refusal(int status, string error, JsonNode message, JsonNode? details = null)
    : Exception(message.ToString())
{
    public int Status { get; } = status;

    /// <summary>The name in the body's <c>error</c>.</summary>
    public string Error { get; } = error;

    /// <summary>The body's <c>message</c>: a text, or the list of complaints of a 422.</summary>
    public JsonNode Text { get; } = message;

    public JsonNode? Details { get; } = details;

    /// <summary>Headers that belong to this answer only.</summary>
    public Dictionary<string, string> Headers { get; init; } = [];

    public static Refusal BadRequest(string message) => new(400, "BadRequest", message);

    public static Refusal Unreadable(int status, string message) => new(status, "BodyParserError", message);

    public static Refusal Unauthorized(string message = "You are not allowed to access this resource") =>
        new(401, "UnauthorizedError", message);

    public static Refusal Token(string message) => new(403, "TokenError", message);

    public static Refusal NotFound(string message) => new(404, "NotFound", message);

    public static Refusal Invalid(IEnumerable<JsonObject> issues) => new(422, "ValidationFailure", Json.Array(issues));

    public static Refusal TooLongForColumn() =>
        new(422, "ValidationFailure", "One or more field values exceed the maximum length allowed for this resource");

    public static Refusal TooManyRequests(int seconds) =>
        new(429, "RateLimitExceeded", string.Create(CultureInfo.InvariantCulture, $"Rate limit exceeded. Please try again in {seconds} seconds"));

    /// <summary>What the server says of anything it did not foresee.</summary>
    public static Refusal SomethingWentWrong(string error = "InternalServerError") => new(500, error, "Something went wrong");

    /// <summary>The request that a login contains was refused by its cloud: the server does not expect that.</summary>
    public static Refusal RefusedByCloud() => SomethingWentWrong();

    public static Refusal Failed(string message) => new(500, "InternalServerError", message);

    public static Refusal NotEmulated(string what) => new(501, "NotEmulated", $"{what} is not emulated.");

    public static Refusal Denied(string action, string subject, JsonNode? conditions) => new(
        403,
        "PermissionDenied",
        $"You are not allowed to {action} on {subject}",
        new JsonArray(new JsonObject { ["action"] = action, ["inverted"] = false, ["subject"] = subject, ["conditions"] = conditions }));

    public static Refusal NotAMember(string projectId) => new(
        403,
        "ProjectMembershipNotFound",
        $"You are not a member of this project with ID {projectId}. Please assign this identity to the project with the appropriate permissions, then try again.");
}
