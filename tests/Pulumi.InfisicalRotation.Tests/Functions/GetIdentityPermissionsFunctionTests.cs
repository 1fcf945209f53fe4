using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetIdentityPermissionsFunctionTests
{
    [Fact]
    public async Task An_identity_with_exactly_these_permissions_can_do_everything()
    {
        await using var engine = await ProviderHarness.Start();
        var arguments = PropertyMap.Empty
            .With("environment", "dev")
            .With("secretPath", "/services")
            .With("connectionId", engine.Server.Seed.Connection.Id);
        var results = await engine.Results("getIdentityPermissions", arguments);
        Assert.Empty(engine.Server.Requests.All);
        var identity = new Identity("least")
        {
            // The connection belongs to the organization, whose role is not part of the document.
            Grants = [.. Grants(results.TextOf("json")!), new Grant("app-connections", "connect")],
        };
        await using var limited = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.Default() with { Identities = [identity] } });

        var stored = await limited.Create(limited.Inputs());
        stored = await limited.Update(
            stored, stored.Inputs.With("rotateTriggers", PropertyMap.Empty.With("reason", "test")));
        await limited.PreviewUpdate(stored, stored.Inputs.With("name", "other"));
        await limited.Read(stored);
        await limited.Delete(stored);

        Assert.Equal("0 rotations, 0 keys, 0 secrets", limited.WhatIsThere());
        Assert.Empty(limited.Warnings);
    }

    [Fact]
    public async Task Without_arguments_there_are_no_conditions()
    {
        await using var engine = await ProviderHarness.Start();

        var results = await engine.Results("getIdentityPermissions");

        var permissions = JsonNode.Parse(results.TextOf("json")!)!.AsArray();
        Assert.Equal(3, permissions.Count);
        Assert.All(permissions, permission => Assert.Null(permission!["conditions"]));
    }

    private static IEnumerable<Grant> Grants(string json) =>
        from permission in JsonNode.Parse(json)!.AsArray()
        from action in permission!["action"]!.AsArray()
        select new Grant(permission["subject"]!.ToString(), action!.ToString())
        {
            Environment = Condition(permission, "environment"),
            SecretPath = Condition(permission, "secretPath"),
            ConnectionId = Condition(permission, "connectionId"),
        };

    private static string? Condition(JsonNode permission, string name) =>
        permission["conditions"]?[name]?["$eq"]?.ToString();
}
