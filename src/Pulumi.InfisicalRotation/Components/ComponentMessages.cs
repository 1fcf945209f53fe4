using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>The reasons of input errors that only the component reports. A reason follows a property path.</summary>
internal static class ComponentMessages
{
    public static string UserMissing =>
        $"is required: the name of the IAM user whose access keys are rotated. Or give {ComponentObjects.User.Name}, "
        + "and the component creates the user.";

    public static string ConnectionMissing =>
        $"is required: the id of an AWS app connection. Or give {ComponentObjects.Connection.Name}, and the component "
        + "creates the connection.";

    public static string Both(Field existing, string what) =>
        $"cannot be given together with {existing.Name}: give {existing.Name} for an existing {what}, or remove it to "
        + "create one.";

    public static string RotatorEmpty =>
        $"must have {ComponentObjects.RotatorRole.Name} or {ComponentObjects.RotatorUser.Name}: the IAM role or user of "
        + "the app connection.";

    public static string RotatorTwice =>
        $"cannot be given together with {ComponentObjects.RotatorRole.Name}: an app connection uses one of them.";

    public static string RotatorIsUser =>
        "is the user whose keys are rotated. Infisical would delete the access key of its own connection. Give the "
        + "connection a user of its own, or a role.";

    public static string NoUserName => "is required, because the name of the component is not a valid IAM user name.";
}
