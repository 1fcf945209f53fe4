using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>Messages that several verbs share, and parts of messages.</summary>
internal static class RotationMessages
{
    public static string Gone(string id) => $"The rotation {id} does not exist any more; run pulumi refresh.";

    public static string IgnoredByServer(IEnumerable<string> paths) =>
        $"This Infisical server ignored {string.Join(", ", paths)}: the response does not contain what was sent. It has "
        + "no effect on this server. Remove it from the program, or use a server version that supports it.";

    public static string ProjectNeeded =>
        $"{Envelope.ProjectId.Name} is required to list rotations; give it in the query or in the provider "
        + "configuration.";

    /// <summary>Environment and folder, such as <c>dev:/services</c>.</summary>
    public static string Folder(string? environment, string? path) => $"{environment}:{path}";

    public static string Minute(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>The text with a full stop at its end, unless it has one.</summary>
    public static string Sentence(string? text) =>
        text is null or "" or [.., '.' or '!' or '?'] ? text ?? "" : text + ".";

    public static string MaxKeyAge(int? days) => days is { } known ? $" A credential is at most {known} days old." : "";
}
