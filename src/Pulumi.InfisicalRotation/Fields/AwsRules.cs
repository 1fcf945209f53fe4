using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Fields;

/// <summary>Formats of names in AWS.</summary>
internal static partial class AwsRules
{
    public static IEnumerable<InputError> Region(PropertyValue value) => Unless(
        RegionName().IsMatch(value.TextOrEmpty()), "must be an AWS region, such as eu-west-1.");

    public static IEnumerable<InputError> RoleArn(PropertyValue value) => Unless(
        RoleName().IsMatch(value.TextOrEmpty()),
        "must be the ARN of an IAM role, such as arn:aws:iam::123456789012:role/name.");

    /// <summary>The ARN of an IAM user, with or without an IAM path.</summary>
    public static IEnumerable<InputError> UserArn(PropertyValue value) => Unless(
        UserName().IsMatch(value.TextOrEmpty()),
        "must be the ARN of an IAM user, such as arn:aws:iam::123456789012:user/ci-bot.");

    /// <summary>The ARN of a managed policy, of AWS or of an account.</summary>
    public static IEnumerable<InputError> PolicyArn(PropertyValue value) => Unless(
        PolicyName().IsMatch(value.TextOrEmpty()),
        "must be the ARN of a managed policy, such as arn:aws:iam::aws:policy/ReadOnlyAccess.");

    public static IEnumerable<InputError> IamPath(PropertyValue value) => Unless(
        value.TextOrEmpty().Length <= 512 && PathName().IsMatch(value.TextOrEmpty()),
        "must be an IAM path that starts and ends with a slash, such as /ci/.");

    public static IEnumerable<InputError> DistinctArns(PropertyValue value)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var items = ((PropertyValue.List)value).Items;
        for (var index = 0; index < items.Length; index++)
        {
            if (items[index] is PropertyValue.Text { Value: var arn } && !seen.Add(arn.Trim()))
            {
                yield return new InputError($"[{index}]", "is the same as an earlier item.");
            }
        }
    }

    public static IEnumerable<InputError> AccountId(PropertyValue value) => Unless(
        value.TextOrEmpty() is { Length: 12 } id && id.All(char.IsAsciiDigit),
        "must be an AWS account id of 12 digits.");

    /// <summary>IAM simulates the policies of a user or a role, not those of a role's session.</summary>
    public static IEnumerable<InputError> UserOrRoleArn(PropertyValue value) => Unless(
        UserOrRoleName().IsMatch(value.TextOrEmpty()),
        "must be the ARN of an IAM user or role, such as arn:aws:iam::123456789012:role/name.");

    private static IEnumerable<InputError> Unless(bool isValid, string reason) =>
        isValid ? [] : [new InputError("", reason)];

    [GeneratedRegex(@"\A[a-z]{2,4}(-[a-z]{2,12}){1,3}-[0-9]{1,2}\z")]
    private static partial Regex RegionName();

    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::[0-9]{12}:role/[\x21-\x7e]+\z")]
    private static partial Regex RoleName();

    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::[0-9]{12}:user/([\x21-\x7e]+/)?[A-Za-z0-9_+=,.@-]{1,64}\z")]
    private static partial Regex UserName();

    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::(aws|[0-9]{12}):policy/([\x21-\x7e]+/)?[A-Za-z0-9_+=,.@-]{1,128}\z")]
    private static partial Regex PolicyName();

    [GeneratedRegex(@"\A/([\x21-\x7e]+/)?\z")]
    private static partial Regex PathName();

    [GeneratedRegex(@"\Aarn:aws(-cn|-us-gov)?:iam::[0-9]{12}:(role|user)/[\x21-\x7e]+\z")]
    private static partial Regex UserOrRoleName();
}
