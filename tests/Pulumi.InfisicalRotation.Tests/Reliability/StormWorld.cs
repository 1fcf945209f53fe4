using System.Collections.Immutable;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>What lives, and whose it is.</summary>
internal sealed class StormWorld(ProviderHarness engine, StackModel stack, StormWeather weather)
{
    private readonly ImmutableHashSet<string> _seeded = WorldLines.Of(engine.Server.World);

    private World World => engine.Server.World;

    /// <summary>Rotations that a run created and the state does not have.</summary>
    public ImmutableArray<WorldRotation> ForgottenRotations =>
        [.. World.Rotations.Where(one => !stack.Ids.Contains(one.Id) && !weather.IsForeign(one))];

    /// <summary>Connections that a run created and the state does not have.</summary>
    public ImmutableArray<WorldConnection> ForgottenConnections =>
    [
        .. World.AppConnections.All.Where(one => !stack.Ids.Contains(one.Id)
            && !_seeded.Any(line => line.Contains(one.Id, StringComparison.Ordinal))),
    ];

    /// <summary>What no run may change: the state does not have it.</summary>
    public ImmutableHashSet<string> Foreign()
    {
        var ids = stack.Ids.ToHashSet();
        return
        [
            .. WorldLines.Of(World).Where(line => line.Split(' ') switch
            {
                ["key", "foreign-bot", ..] => true,
                ["rotation" or "connection", var id, ..] => !ids.Contains(id),
                _ => false,
            }),
            .. World.Secrets.Where(secret => secret.RotationId is null || !ids.Contains(secret.RotationId))
                .Select(one => $"secret {one.Environment}:{one.Path}/{one.Name} {one.Value}"),
        ];
    }

    /// <summary>Keys and credentials that no rotation holds.</summary>
    public ImmutableHashSet<string> Orphans() =>
    [
        .. World.OrphanedKeys.Select(key => $"key {key.AccessKeyId}"),
        .. World.OrphanedCredentials.Select(one => $"credential {one.Type} {one.Owner} {one.CreatedAt:O}"),
    ];

    /// <summary>Rotations and connections that the state does not have, and that the user was not told of.</summary>
    public ImmutableArray<string> Unknown(RunOutcome run) => WorldLines.Unknown(
            World, _seeded, [.. stack.Ids, .. World.Rotations.Where(weather.IsForeign).Select(one => one.Id)], run.Said)
        .RemoveAll(one => one.Split(' ')[0] is "key" or "credential");

    /// <summary>Whether a declared resource is where and what it should be.</summary>
    public bool IsAsDeclared(Declared declared)
    {
        var kept = stack.State.Single(one => one.Is(declared));
        return World.AppConnections.Find(kept.Id) is not null
            || World.Rotations.Any(one => one.Id == kept.Id
                && declared.Text("name") == one.Name
                && declared.Text("environment") == one.Environment
                && declared.Text("secretPath") == one.Path);
    }
}
