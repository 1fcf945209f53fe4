using System.Globalization;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>Messages that several verbs share, and parts of messages.</summary>
internal static class RotationMessages
{
    public static string FailsWhenUnhealthy =>
        $"{Envelope.WhenUnhealthy.Name} is fail: pulumi up changes nothing until the rotation succeeds. To rotate now, "
        + $"change {Envelope.RotateTriggers.Name} or set {Envelope.WhenUnhealthy.Name} to rotate; to make other changes, "
        + "set it to warn.";

    /// <summary>True even if a failed rotation has deleted that credential at the service.</summary>
    public static string InSecrets(Rotation rotation) =>
        $"The secrets still contain the credential issued at {rotation.LastRotatedAtText}.";

    public static string Gone(string id) => $"The rotation {id} does not exist any more; run pulumi refresh.";

    public static string IgnoredByServer(IEnumerable<string> paths) =>
        $"This Infisical server ignored {string.Join(", ", paths)}: the response does not contain what was sent. It has "
        + "no effect on this server. Remove it from the program, or use a server version that supports it.";

    /// <summary>Why a "not found" is not taken for a deletion, and what the user can do.</summary>
    /// <param name="urn">The resource in the state.</param>
    /// <param name="projectId">Project of the rotation; null if the state does not say it.</param>
    public static string AbsenceNotProven(string urn, string? projectId, Absence absence) => absence.Fault is { } fault
        ? $"Whether it was deleted is unknown, because its project {projectId} cannot be read there either: "
            + $"{fault.WithAdvice()} {(fault.IsNotFound || fault.IsPermissionDenied ? WrongServer(urn) : RunAgain)}"
        : projectId is null
            ? "Whether it was deleted is unknown, because the state does not contain its project. If it was "
                + $"deleted, {RemoveFromState(urn)}"
            : $"Whether it was deleted is unknown, because project {projectId} still lists it. {RunAgain}";

    /// <summary>What the user can do where a server does not know a rotation's project.</summary>
    public static string WrongServer(string urn) =>
        $"If {ProviderConfig.Host.Name} or the credentials, in the configuration or in the environment, are those of "
        + $"another server, correct them and run the command again. If the project was deleted, {RemoveFromState(urn)}";

    public static string ProjectNeeded =>
        $"{Envelope.ProjectId.Name} is required to list rotations; give it in the query or in the provider "
        + "configuration.";

    /// <summary>
    /// How the user replaces a rotation. On request, the engine creates the new one first, in the place of the old one.
    /// </summary>
    public static string Replace(string urn) =>
        $"set the option deleteBeforeReplace: true of this resource, and run pulumi up --replace '{urn}'";

    /// <summary>Environment and folder, such as <c>dev:/services</c>.</summary>
    public static string Folder(string? environment, string? path) => $"{environment}:{path}";

    public static string Minute(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>A text of the server with a full stop at its end, unless it has one.</summary>
    public static string Sentence(string? text) => Printable.Line(text ?? "", OutsideText.MaxLength) switch
    {
        "" => "",
        [.., '.' or '!' or '?'] sentence => sentence,
        var sentence => sentence + ".",
    };

    private const string RunAgain = "Run the command again in a minute.";

    private static string RemoveFromState(string urn) =>
        "check at the service whether the credentials that it issued are still valid, and remove it from the state: "
        + $"pulumi state delete '{urn}'";

    public static string MaxKeyAge(int? days) => days is { } known ? $" A credential is at most {known} days old." : "";
}
