using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;
using TestEngine;
using TestEngine.Language;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Needs no CLI: the test engine opens every component at once, on one connection.</summary>
public sealed class ConcurrentComponentsTests
{
    private const int Many = 150;

    [Fact]
    public async Task Concurrent_Components_Do_Not_Block_Each_Other()
    {
        var seed = Seed.Default() with { IamUsers = [.. Users.Select(name => new SeedIamUser(name))] };
        await using var server = await Server.StartAsync(new EmulatorOptions { Seed = seed });
        var runner = EngineStack.Of(server, Program(server));
        Succeeded(await runner.UpAsync(TestContext.Current.CancellationToken));
        Assert.Equal((Many, Many, 2 * Many), server.Counts());

        server.Emulator.Requests.Clear();
        Assert.False(Succeeded(await runner.PreviewAsync(TestContext.Current.CancellationToken)).HasChanges);
        Assert.Equal(1, server.Asked("GET"));

        Succeeded(await runner.DestroyAsync(TestContext.Current.CancellationToken));
        server.HoldsNothing();
    }

    private static IEnumerable<string> Users => Enumerable.Range(1, Many).Select(number => $"bot-{number}");

    private static StackProgram Program(Server server) => Users.Aggregate(new StackProgram("many"), (program, user) => program.With(
        user, Programs.ComponentType, ImmutableDictionary<string, object?>.Empty
            .Add("userName", user)
            .Add("projectId", server.ProjectId)
            .Add("connectionId", server.ConnectionId)
            .Add("environment", "dev")
            .Add("secretPath", "/")
            .Add("rotationInterval", 30)));

    private static RunResult Succeeded(RunResult result)
    {
        Assert.True(result.Succeeded, string.Join("\n", result.Errors));
        return result;
    }
}
