using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Writes the permissions that a machine identity needs to manage rotations.</summary>
internal sealed class GetIdentityPermissionsFunction : Function
{
    public override FunctionDefinition Definition => GetIdentityPermissions.Definition;

    public override Task<InvokeAnswer> Run(Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var permissions = new JsonArray(
            Permission(
                "secret-rotation",
                ["read", "create", "edit", "rotate-secrets", "delete"],
                arguments,
                GetIdentityPermissions.Environment,
                GetIdentityPermissions.SecretPath,
                GetIdentityPermissions.ConnectionId),

            // Shows in a preview that the name of a secret is taken.
            Permission(
                "secrets",
                ["describeSecret"],
                arguments,
                GetIdentityPermissions.Environment,
                GetIdentityPermissions.SecretPath),
            Permission(
                "app-connections", ["connect-app-connections"], arguments, GetIdentityPermissions.ConnectionId));
        return Task.FromResult(InvokeAnswer.Of(
            PropertyMap.Empty.With(GetIdentityPermissions.Json.Name, permissions.ToJsonString())));
    }

    private static JsonObject Permission(
        string subject, string[] actions, Arguments arguments, params ReadOnlySpan<Field> conditions)
    {
        var permission = new JsonObject
        {
            ["subject"] = subject,
            ["action"] = new JsonArray([.. actions.Select(action => (JsonNode)action)]),
        };
        var given = new JsonObject();
        foreach (var field in conditions)
        {
            if (arguments.Text(field) is { } value)
            {
                given[field.Name] = new JsonObject { ["$eq"] = value };
            }
        }

        if (given.Count > 0)
        {
            permission["conditions"] = given;
        }

        return permission;
    }
}
