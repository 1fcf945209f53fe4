using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>
/// Deletes a new rotation that the engine can no longer save in the state: it is a live credential nobody would know.
/// </summary>
internal sealed class AbandonedCreate(ProviderSession session)
{
    /// <exception cref="RefusalException">The call was abandoned.</exception>
    public async Task DeleteIfAbandoned(RotationInputs inputs, Rotation created, CallContext context)
    {
        if (!await context.IsAbandoned(session.Time))
        {
            return;
        }

        // Only the response to a DELETE is proof: a read may come from a replica that does not know the rotation yet.
        session.Run.RecordWrite(created.Id);

        // Revoking may also invalidate credentials that this rotation did not issue.
        var revokes = inputs.Type.RevocationRisk is null;
        var deleted = await Polling.UntilTrue(session.Time, Polling.Short, async ended =>
        {
            await session.Client.DeleteRotationAsync(
                inputs.Type.Slug, created.Id, deleteSecrets: true, revokeGeneratedCredentials: revokes, ended);
            return true;
        });
        if (deleted.IsMet)
        {
            session.Run.RecordDeleted(created.Id);
            session.Aws?.ForgetIssue(revokes ? inputs.IamUser : null);
        }

        throw new RefusalException(
            RefusalKind.Cancelled,
            deleted.Fault is { } fault
                ? CreateMessages.AbandonedNotDeleted(inputs.Name, created.Id, fault.Message)
                : CreateMessages.Abandoned(inputs.Name, revokes),
            deleted.Fault);
    }
}
