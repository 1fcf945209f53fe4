using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Does what messages advise.</summary>
internal sealed class StormUser(ProviderHarness engine, StackModel stack, StormWorld world, Action<string> tell)
{
    private const string Whole = "?deleteSecrets=true&revokeGeneratedCredentials=true";

    public async Task DoAsAdvised(RunOutcome run)
    {
        await DeleteForgotten();
        foreach (var kept in stack.State.Where(kept => IsToBeKeptAlive(kept, run)))
        {
            tell($"by hand: {kept.Declared.Name} gets revokeCredentialsOnDelete: false");
            stack.Program =
            [
                .. stack.Program.Where(one => !kept.Is(one)),
                kept.Declared with { Inputs = kept.Declared.Inputs.With("revokeCredentialsOnDelete", false) },
            ];
        }

        foreach (var key in engine.Server.World.Keys.Where(key => IsNamed(key.AccessKeyId, run)))
        {
            tell($"by hand: deletes the key {key.AccessKeyId}, which a message named");
            engine.Server.World.DeleteKey(key.UserName, key.AccessKeyId);
        }
    }

    /// <summary>What a message named and the state does not have.</summary>
    private async Task DeleteForgotten()
    {
        foreach (var rotation in world.ForgottenRotations)
        {
            tell($"by hand: deletes {rotation.Name}, which a message named");
            await engine.SendElsewhere(HttpMethod.Delete, rotation.Type, $"/{rotation.Id}{Whole}", null);
        }

        var free = world.ForgottenConnections.Where(
            one => engine.Server.World.Rotations.All(rotation => rotation.ConnectionId != one.Id));
        foreach (var connection in free)
        {
            tell($"by hand: deletes the connection {connection.Name}, which a message named");
            engine.Server.World.AppConnections.Delete(connection.Id);
        }
    }

    private static bool IsToBeKeptAlive(Kept kept, RunOutcome run) => run.Errors.Any(error =>
        error.Contains(kept.Id, StringComparison.Ordinal)
        && error.Contains("revokeCredentialsOnDelete: false", StringComparison.Ordinal));

    private static bool IsNamed(string text, RunOutcome run) =>
        run.Errors.Any(error => error.Contains(text, StringComparison.Ordinal));
}
