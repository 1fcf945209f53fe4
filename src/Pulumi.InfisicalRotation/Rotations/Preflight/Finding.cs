using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

internal enum FindingSeverity
{
    /// <summary>Infisical would refuse the request, or harm would follow.</summary>
    Error,

    /// <summary>The request works, and the user should know this.</summary>
    Warning,

    /// <summary>The request works if another resource is updated first.</summary>
    Notice,

    /// <summary>A read failed, so nothing is known. The request itself will show.</summary>
    NotChecked,
}

/// <summary>One result of a preflight check.</summary>
internal sealed record Finding(FindingSeverity Severity, string Message)
{
    /// <summary>Why nothing is known; set for <see cref="FindingSeverity.NotChecked"/> only.</summary>
    public ApiException? Fault { get; private init; }

    public WarningTopic Topic { get; private init; }

    public static Finding Error(string message) => new(FindingSeverity.Error, message);

    public static Finding Warning(string message) => new(FindingSeverity.Warning, message);

    public static Finding Notice(string message) => new(FindingSeverity.Notice, message);

    public static Finding ServerNotChecked(ApiException fault) =>
        NotChecked(WarningTopic.ServerNotChecked, fault, PreflightMessages.ServerNotChecked(fault));

    public static Finding NotChecked(WarningTopic topic, ApiException fault, string message) =>
        new(FindingSeverity.NotChecked, message) { Topic = topic, Fault = fault };
}
