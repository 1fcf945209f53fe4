using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>The messages of functions.</summary>
internal static class FunctionMessages
{
    public const string ArgumentUnknown =
        "is not known during this preview. Use the output form of the function, which waits for the value.";

    /// <summary>Neither of two keys is given.</summary>
    public static string KeyMissing(Field one, Field other) => $"is required, or {other.Name} instead: {one.Description}";

    /// <summary>Both of two keys are given.</summary>
    public static string TwoKeys(Field other) => $"cannot be combined with {other.Name}; give only one of them.";

    public static string RequiredWith(Field field, Field other) =>
        $"is required with {other.Name}: {field.Description}";

    public static string NoRotation(string? id, string? name) => id is null
        ? $"is \"{name}\"; there is no rotation of this name in the folder, or the identity may not read it."
        : $"is \"{id}\"; there is no rotation with this id, or the identity may not read it.";

    public static string RotationOfUnknownType(string id) =>
        $"is \"{id}\"; the rotation exists, but this provider does not know its type. Give projectId too.";

    public static string NoConnection(string shown) =>
        $"is \"{shown}\"; there is no such connection, or the identity may not read it.";

    public static string SeveralConnections(string name, ImmutableArray<AppConnection> found) =>
        $"is \"{name}\"; the organization has several connections of this name: "
        + $"{string.Join(", ", found.Select(Shown))}. Give connectionId or projectId.";

    public static string OtherRotationType(string type) =>
        $"is \"{type}\"; the rotation has another type.";

    public static string CheckNotSupported(string type, ApiException fault) =>
        $"Infisical cannot check credentials of type {type}: {fault.Reason}";

    public static string CheckRouteMissing(ApiException fault) =>
        $"This Infisical server cannot check credentials; servers since May 2026 can. {fault.WithAdvice()}";

    public static string OtherPartition(string partition) =>
        $"has the partition \"{partition}\", which differs from the argument partition.";

    public static string OtherAccount(string accountId) =>
        $"has the account \"{accountId}\", which differs from the argument accountId.";

    public static string EmptyWindow(int hour) =>
        $"is {hour}, the same as fromHour, so the window is empty. For the whole day, leave both out.";

    private static string Shown(AppConnection connection) =>
        connection.ProjectId is { } project ? $"{connection.Id} (project {project})" : connection.Id;
}
