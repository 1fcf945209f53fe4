using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>The messages of the checks of an IAM user.</summary>
internal static class IamMessages
{
    public static string CannotRotate(string? name, ImmutableArray<string> errors) =>
        $"Rotation \"{name}\" cannot be requested: {string.Join(" ", errors)}";

    /// <summary>A key with its age and last use.</summary>
    /// <param name="use">Null if unknown.</param>
    public static string Key(AccessKey key, KeyUse? use, DateTimeOffset now)
    {
        var used = use switch
        {
            null => "last use unknown",
            { LastUsedAt: { } at } => $"last used {Ago(now - at)}{By(use.Service)}",
            _ => "never used",
        };
        var state = key.IsActive ? "" : "inactive, ";
        var created = $"{RotationMessages.Minute(key.CreatedAt)}, {Ago(now - key.CreatedAt)}";
        return $"{key.Id} ({state}created {created}; {used})";
    }

    public static string DeletesForeign(string user, string key) =>
        $"the IAM user \"{user}\" has two access keys, and Infisical would delete the older one, {key}, which this "
        + "rotation did not create";

    public static string DeletesActive(string user, string key, string others) =>
        $"the IAM user \"{user}\" has a newer access key than the active key of this rotation, {others}. Infisical "
        + $"would delete the older one, the active key {key}, and programs that use it would lose access immediately";

    public static string DeletesUnclear(string user, string key) =>
        $"the IAM user \"{user}\" has two access keys, and their ages do not show which one this rotation uses. "
        + $"Infisical would delete {key}, which may be the active key";

    public static string DeletesUnproven(string user, string key) =>
        $"the IAM user \"{user}\" has two access keys, and Infisical would delete the older one, {key}. It was "
        + "created at a time at which this rotation is not known to have rotated, so it may be in use elsewhere";

    public static string Refused(RotationType type, string danger) =>
        $"{UserPath(type)}: {danger}. Delete the key that is not needed in AWS, or set "
        + $"{Envelope.AllowDeletingOldestKey.Name}: true.";

    public static string Allowed(string danger) =>
        Capital($"{danger}. {Envelope.AllowDeletingOldestKey.Name} allows it.");

    public static string DeletesRetired(string key) =>
        $"Infisical deletes the retired access key {key}. Programs that still use it lose access.";

    public static string DeletesNone(string user, int count) => string.Create(
        CultureInfo.InvariantCulture,
        $"The IAM user \"{user}\" has {(count == 0 ? "no" : "one")} access key; Infisical deletes none now.");

    public static string FirstRotationDeletes(string user, string key) =>
        $"The IAM user \"{user}\" already has the access key {key}. The first rotation after the creation deletes it.";

    public static string UserMissing(RotationType type, string user, string? account) =>
        $"{UserPath(type)}: the IAM user \"{user}\" does not exist"
        + (account is null ? "" : $" in the account {account} of the credentials in the aws block")
        + ". Create it first. If this stack creates it, use an output that is unknown until then, such as the id of "
        + "the user's resource, which is its name.";

    /// <param name="isAllowed">Whether the program allows the deletion of any key.</param>
    public static string OtherAccount(
        RotationType type, string user, string connection, string configured, bool isAllowed) =>
        $"{UserPath(type)}: the app connection uses the AWS account {connection}, and the aws block of the provider "
        + $"configuration reads the account {configured}. So the access keys of the IAM user \"{user}\" are not checked, "
        + $"and Infisical may delete one that is in use. Give the aws block credentials of the account {connection}, "
        + "for example with profile or roleArn."
        + (isAllowed
            ? ""
            : " Until then, pulumi up does not request a new key, unless "
                + $"{Envelope.AllowDeletingOldestKey.Name} is true.");

    public static string NewKeyUnlisted(RotationType type, string user) =>
        $"{UserPath(type)}: AWS does not list the access key yet that this run issued for the IAM user \"{user}\", so it is "
        + "not known which key Infisical would delete. Run pulumi up again in a minute.";

    public static string NoKeyOfRotation(string user, string? account) =>
        $"The IAM user \"{user}\" has no access key from the last rotation"
        + (account is null ? "" : $" in the AWS account {account}, which the aws block reads")
        + ". Somebody deleted that key, or the app connection uses another account, and then this check says nothing. "
        + "With rotatorArn in the aws block, the ARN of the connection's role or user, the accounts are compared.";

    public static string KeysNotChecked(AwsException fault) =>
        $"The access keys of IAM users are not checked: {fault.Message}{Advice(fault)}";

    public static string KeyUseUnknown(AwsException fault) =>
        $"The last use of access keys is not known: {fault.Message}{Advice(fault)}";

    public static string RotatorNotChecked(AwsException fault) =>
        $"The IAM policies of the app connection are not checked: {fault.Message}{Advice(fault)}";

    public static string RotatorDenied(string rotator, ImmutableArray<string> actions, string resource) =>
        $"The IAM policies of {rotator} do not allow {string.Join(", ", actions)} on {resource}. Infisical uses this "
        + "identity to rotate, and fails without these actions.";

    private static string Advice(AwsException fault) => fault.Kind switch
    {
        AwsErrorKind.AccessDenied =>
            " The checks need iam:ListAccessKeys, iam:GetUser, iam:GetAccessKeyLastUsed and "
            + "iam:SimulatePrincipalPolicy.",
        AwsErrorKind.CredentialsRefused => " Check the aws block of the provider configuration.",
        _ => "",
    };

    private static string UserPath(RotationType type) =>
        PropertyPath.Member(Envelope.ParametersName, type.IamUser!.Name);

    private static string By(string? service) => service is null or "N/A" ? "" : $" for {service}";

    private static string Ago(TimeSpan age) => age switch
    {
        { TotalDays: >= 2 } => $"{Whole(age.TotalDays)} days ago",
        { TotalHours: >= 2 } => $"{Whole(age.TotalHours)} hours ago",
        { TotalMinutes: >= 2 } => $"{Whole(age.TotalMinutes)} minutes ago",
        _ => "just now",
    };

    private static string Whole(double number) => Math.Floor(number).ToString(CultureInfo.InvariantCulture);

    private static string Capital(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
