using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Aws;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Preflight;

/// <summary>
/// Simulates the policies of the user or role that the app connection uses. What they deny is a warning, not an error:
/// a simulation does not see everything that AWS decides by.
/// </summary>
internal sealed class RotatorCheck(ProviderSession session)
{
    public async Task<ImmutableArray<string>> Run(
        RotationInputs inputs, CallContext context, CancellationToken waits)
    {
        if (session.Aws is not { } aws
            || inputs is not { IamUser: { } user, ConnectionId: { } connectionId }
            || session.Run.HasNewPolicy(user))
        {
            return [];
        }

        try
        {
            if (await aws.Rotator(connectionId, waits) is not { } rotator)
            {
                return [];
            }

            var resource = (await aws.User(user, waits)).Arn;
            var actions = await aws.Simulate(rotator, resource, waits);
            var denied = actions.Where(action => action.IsDenied).Select(action => action.Action).ToImmutableArray();
            return denied.IsEmpty ? [] : [IamMessages.RotatorDenied(rotator, denied, resource)];
        }
        catch (AwsException fault) when (IsUserMissing(fault))
        {
            // The check of the keys reports it.
            return [];
        }
        catch (AwsException fault)
        {
            session.WarnOnce(context, WarningTopic.AwsNotChecked, fault, IamMessages.RotatorNotChecked(fault));
            return [];
        }
    }

    private static bool IsUserMissing(AwsException fault) =>
        fault.Kind == AwsErrorKind.NoSuchEntity && fault.Action == "GetUser";
}
