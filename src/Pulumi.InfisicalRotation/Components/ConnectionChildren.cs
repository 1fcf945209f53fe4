using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>The app connection of a component, and the policy of the role or user that it uses.</summary>
internal static class ConnectionChildren
{
    /// <summary>The id of the given connection, or of a child.</summary>
    public static async Task<Derived> Connection(ComponentInputs inputs, Children children)
    {
        if (inputs.Get(RotatedAwsIamUserFields.ConnectionId) is { } given)
        {
            return given;
        }

        var type = AwsConnection.Type;
        var child = await children.Register(
            PackageInfo.Token(type.TypeName),
            "-connection",
            type.Inputs.Select(field => (field.Name, inputs.Get(ComponentObjects.Connection, field))),
            registration => registration with { Inputs = SecretMarks.Add(type.Inputs, registration.Inputs) });
        return child.Id;
    }

    /// <summary>
    /// Attaches the policy for the user. The name contains that of the user, so the policy of another user is a new
    /// one, and the old one exists until Infisical has revoked the old user's keys.
    /// </summary>
    /// <returns>URNs of what the rotation needs and no input of it comes from.</returns>
    public static async Task<ImmutableArray<string>> Policy(
        ComponentInputs inputs, RotatedUser user, Children children, Action<string> expectPolicy)
    {
        var rotator = ComponentObjects.Rotator;
        if (!inputs.Has(rotator))
        {
            return [];
        }

        var role = inputs.Get(rotator, ComponentObjects.RotatorRole);
        var owner = role ?? inputs.Get(rotator, ComponentObjects.RotatorUser);
        var child = await children.Register(
            role is null ? AwsTypes.UserPolicy : AwsTypes.RolePolicy,
            "-rotator",
            [
                (AwsTypes.Name, user.Name.Map(name => $"infisical-rotation-{name}")),
                (role is null ? AwsTypes.OfUser : AwsTypes.OfRole, owner?.Map(name => name)),
                (AwsTypes.Policy, user.Policy),
            ],

            // The provider for AWS asks for deletion first. Infisical still needs the old policy to revoke the old keys.
            registration => registration with { DeleteBeforeReplace = false });
        if (inputs.IsPreview && !child.Exists && user.Name.Value.Plain() is PropertyValue.Text name)
        {
            expectPolicy(name.Value.Trim());
        }

        return [child.Answer.Urn];
    }
}
