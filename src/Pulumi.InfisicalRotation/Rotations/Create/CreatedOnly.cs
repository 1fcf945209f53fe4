using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations.Create;

/// <summary>The result of a create of which only the id is certain; the next read completes the state.</summary>
internal static class CreatedOnly
{
    public static PartialResultException Result(
        ProviderSession session, RotationInputs inputs, string id, string reason) => new(
        id,
        // About now: the next read must not take a replica that lags for proof that the rotation is gone.
        Known(inputs)
            .With(Outputs.RotationId.Name, id)
            .With(Outputs.CreatedAt.Name, session.Client.Now.ToString("O", CultureInfo.InvariantCulture)),
        null,
        [reason],
        session.Settings.RefreshBeforeUpdate);

    [SuppressMessage("Design", "CA1031", Justification = "The id must reach the state, whatever fails.")]
    private static PropertyMap Known(RotationInputs inputs)
    {
        try
        {
            return CreatePreview.Predicted(inputs);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return inputs.Marked;
        }
    }
}
