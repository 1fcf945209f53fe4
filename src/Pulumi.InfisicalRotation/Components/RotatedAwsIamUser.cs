using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Components;

/// <summary>
/// The component for one IAM user: registers the user, the connection and its policy where the program asks for them,
/// then the rotation, and passes its outputs on. The same children are registered whether the inputs are known or not,
/// but for those of an object or a list that is unknown as a whole. The engine deletes them in the opposite order, so the
/// keys are revoked while user, policy and connection exist.
/// </summary>
internal static class RotatedAwsIamUser
{
    public static async Task<ConstructAnswer> Construct(
        ConstructCall call, RegisterChild register, ComponentSession session, CancellationToken cancelled)
    {
        var inputs = new ComponentInputs(call with { Inputs = StoredInputs(call) });
        var errors = ComponentCheck.Run(inputs, call.Inputs);
        if (!errors.IsEmpty)
        {
            throw new ComponentInputException([.. errors.Select(error => error.ForEngine())]);
        }

        var children = new Children(inputs, register, cancelled);
        var connecting = ConnectionChildren.Connection(inputs, children);
        var preparing = UserAndPolicy();
        await Task.WhenAll(connecting, preparing);
        var (user, policy) = await preparing;
        var rotation = await RotationChild.Register(inputs, user, await connecting, policy, children);
        var answer = ComponentOutputs.Of(inputs, user, rotation);
        return session.FindUserArn is not { } find || user.Arn is not null
            ? answer
            : await WithUserArn(answer, call, find, cancelled);

        async Task<(RotatedUser User, ImmutableArray<string> Policy)> UserAndPolicy()
        {
            var user = await RotatedUser.Of(inputs, children);
            return (user, await ConnectionChildren.Policy(inputs, user, children, session.ExpectPolicy));
        }
    }

    /// <summary>The inputs, with the secret wrappers that the schema requires.</summary>
    public static PropertyMap StoredInputs(ConstructCall call) =>
        SecretMarks.Add(RotatedAwsIamUserFields.Inputs, call.Inputs);

    /// <summary>In a preview, a user that AWS does not show may still be created by this stack.</summary>
    private static async Task<ConstructAnswer> WithUserArn(
        ConstructAnswer answer,
        ConstructCall call,
        Func<string, CancellationToken, Task<string?>> find,
        CancellationToken cancelled)
    {
        var user = answer.Outputs[RotatedAwsIamUserFields.UserName.Name];
        var arn = user.Plain() is PropertyValue.Text name ? await find(name.Value.Trim(), cancelled) : null;
        PropertyValue? value = arn is not null ? Derived.Map(user, _ => arn)
            : call.IsPreview ? PropertyValue.Unknown.Instance
            : null;
        return value is null
            ? answer
            : ComponentOutputs.WithUserArn(
                answer, new Derived(value, answer.Dependencies[RotatedAwsIamUserFields.UserName.Name]));
    }
}
