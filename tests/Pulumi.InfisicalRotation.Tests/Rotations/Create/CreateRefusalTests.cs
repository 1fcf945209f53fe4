using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

public sealed class CreateRefusalTests
{
    [Theory]
    [InlineData("plan", "plan does not include secret rotations")]
    [InlineData("folder", "the folder /nowhere does not exist")]
    [InlineData("environment", "the environment \"qa\" does not exist")]
    [InlineData("connection", "is not among the aws connections")]
    [InlineData("read", "may not read rotations")]
    [InlineData("credentials", "refused")]
    [InlineData("create", "You are not allowed to create")]
    public async Task What_the_world_lacks_is_one_sentence_and_nothing_is_made(string lack, string sentence)
    {
        var limited = new Identity("limited") { Grants = [new Grant("secret-rotation", lack == "read" ? "create" : "read"), new Grant("app-connections", "*"), new Grant("secrets", "*")] };
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { PlanHasRotations = lack != "plan" });
        engine.Server.World.Add(limited);
        engine.NewRun(engine.Configuration(lack switch
        {
            "read" or "create" => limited,
            "credentials" => new Identity("everything") { ClientSecret = "wrong" },
            _ => engine.Server.Seed.Identity,
        }));
        var inputs = lack switch
        {
            "folder" => engine.Inputs().With("secretPath", "/nowhere"),
            "environment" => engine.Inputs().With("environment", "qa"),
            "connection" => engine.Inputs().With("connectionId", "11111111-1111-4111-8111-111111111111"),
            _ => engine.Inputs(),
        };

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }
}
