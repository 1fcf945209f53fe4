using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// Inputs that a server does not know. It drops them without an error, so that a connection of a project becomes one of
/// the organization, or a gateway is not used. The response then lacks them.
/// </summary>
internal static class IgnoredByServer
{
    /// <summary>Warns about the inputs of a request that the response does not show.</summary>
    /// <param name="sent">The fields of the request.</param>
    public static void Warn(
        ConnectionInputs inputs, ImmutableArray<Field> sent, AppConnection answer, CallContext context)
    {
        var ignored = sent
            .Where(field => Canonical.Of(field, inputs.Value(field)) is not null && !IsShown(field, answer))
            .Select(field => field.Name)
            .ToImmutableArray();
        if (!ignored.IsEmpty)
        {
            context.Warn(ConnectionMessages.IgnoredByServer(ignored));
        }
    }

    private static bool IsShown(Field field, AppConnection answer) => field.Name switch
    {
        var name when name == ConnectionFields.ProjectId.Name => answer.ProjectId is not null,
        var name when name == ConnectionFields.GatewayId.Name => answer.GatewayId.IsShown,
        var name when name == ConnectionFields.GatewayPoolId.Name => answer.GatewayPoolId.IsShown,
        var name when name == ConnectionFields.IsPlatformManagedCredentials.Name =>
            answer.IsPlatformManagedCredentials is not null,
        ConnectionFields.ConfigurationName => answer.Configuration is not null,
        _ => true,
    };
}
