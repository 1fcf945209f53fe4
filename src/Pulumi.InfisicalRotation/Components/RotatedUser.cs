using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Aws.Iam;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>The IAM user of a component: an existing one, or a child.</summary>
/// <param name="Name">The name from which others are derived. In a preview it may be that of a user to create.</param>
/// <param name="Existing">The name, unknown while the user does not exist. So a preview does not look it up.</param>
/// <param name="Arn">The ARN of a child; null for an existing user.</param>
internal sealed record RotatedUser(Derived Name, Derived Existing, Derived? Arn)
{
    /// <summary>The policy that the connection needs for this user.</summary>
    public Derived Policy => Arn?.Map(RotatorPolicy.For) ?? Name.Map(RotatorPolicy.ForName);

    /// <summary>Registers the user and the attachments of its policies, if the component creates the user.</summary>
    public static async Task<RotatedUser> Of(ComponentInputs inputs, Children children)
    {
        if (inputs.Get(RotatedAwsIamUserFields.UserName) is { } given)
        {
            return new RotatedUser(given, given, null);
        }

        var properties = new[]
        {
            ComponentObjects.UserPath, ComponentObjects.UserTags, ComponentObjects.PermissionsBoundary,
            ComponentObjects.ForceDestroy,
        };

        // A renamed user would take its keys along, and Infisical could not revoke them under the old name.
        var child = await children.Register(
            AwsTypes.User,
            "-user",
            [(AwsTypes.Name, NameOf(inputs)), .. properties.Select(field => (field.Name, Member(inputs, field)))],
            registration => registration with { ReplaceOnChanges = [AwsTypes.Name] });
        var name = child.Output(AwsTypes.Name);
        var user = new RotatedUser(
            name,
            child.Exists ? name : name with { Value = PropertyValue.Unknown.Instance },
            ArnOf(child));
        await Task.WhenAll(Attach(inputs, children, user));
        return user;
    }

    /// <summary>An ARN contains name and path, and is secret if one of them is.</summary>
    private static Derived ArnOf(Child child)
    {
        var arn = child.Output(AwsTypes.Arn);
        var isSecret = !arn.Value.HasSecret()
            && new[] { AwsTypes.Name, ComponentObjects.UserPath.Name }
                .Any(part => child.Sent.Get(part)?.HasSecret() ?? false);
        return isSecret ? arn with { Value = new PropertyValue.Secret(arn.Value) } : arn;
    }

    /// <summary>While the list is unknown in a preview, its attachments are not shown.</summary>
    private static IEnumerable<Task<Child>> Attach(ComponentInputs inputs, Children children, RotatedUser user)
    {
        var list = inputs.Get(ComponentObjects.User, ComponentObjects.PolicyArns);
        return Derived.Items(list?.Value).Where(arn => !arn.IsNull()).Select((arn, index) => children.Register(
            AwsTypes.UserPolicyAttachment,
            $"-policy{Suffix(arn, index)}",
            [
                (AwsTypes.OfUser, user.Name),
                (AwsTypes.PolicyArn, new Derived(arn, list!.Dependencies).Map(text => text)),
            ]));
    }

    /// <summary>
    /// A hash of the ARN, which the name of a secret one cannot show. Under another name, the engine would first create the
    /// attachment of the same policy and then detach the policy with the old one: so the name depends on nothing else,
    /// neither on the position in the list nor on whether the ARN is secret.
    /// </summary>
    private static string Suffix(PropertyValue arn, int index) => arn.Plain() is PropertyValue.Text { Value: var text }
        ? "-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Trim())))[..12]
        : $"[{index}]";

    private static Derived NameOf(ComponentInputs inputs) => inputs.Get(ComponentObjects.User, ComponentObjects.UserName)
        is { } given ? given.Map(name => name) : new Derived(inputs.ComponentName, []);

    private static Derived? Member(ComponentInputs inputs, Field field) =>
        inputs.Get(ComponentObjects.User, field) is not { } given ? null
        : field.Kind == FieldKind.Text ? given.Map(text => text)
        : given;
}
