using System.Collections.Immutable;
using System.Globalization;
using Infisical.Emulator;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>What the server and the systems it rotates at hold, a line for each thing.</summary>
internal static class WorldLines
{
    /// <summary>Everything, with what shows whether somebody changed it.</summary>
    public static ImmutableHashSet<string> Of(World world) =>
    [
        .. world.Rotations.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"rotation {one.Id} {one.Name} {one.Environment}:{one.Path} {one.LastRotatedAt:O}")),
        .. world.Keys.Select(one => $"key {one.UserName} {one.AccessKeyId}"),
        .. world.Credentials.Select(one => $"credential {one.Type} {one.Owner} {one.CreatedAt:O}"),
        .. world.Secrets.Select(one => $"secret {one.Environment}:{one.Path}/{one.Name} {one.Value}"),
        .. world.AppConnections.All.Select(one => $"connection {one.Id} {one.Name} {one.CredentialsHash}"),
    ];

    /// <summary>
    /// What lives and is neither in the state nor named in what the user read: nobody would ever delete it.
    /// </summary>
    /// <param name="world">The world.</param>
    /// <param name="before">What was there before the stack.</param>
    /// <param name="ids">Ids of the state.</param>
    /// <param name="said">What the user read.</param>
    public static ImmutableArray<string> Unknown(
        World world, ImmutableHashSet<string> before, IEnumerable<string> ids, string said)
    {
        var known = ids.ToHashSet();
        return
        [
            .. world.Rotations
                .Where(one => !known.Contains(one.Id) && !IsIn(before, one.Id) && !IsNamed(one.Id, one.Name))
                .Select(one => $"rotation {one.Name}"),
            .. world.AppConnections.All
                .Where(one => !known.Contains(one.Id) && !IsIn(before, one.Id) && !IsNamed(one.Id, one.Name))
                .Select(one => $"connection {one.Name}"),
            .. world.OrphanedKeys.Where(one => !said.Contains(one.AccessKeyId, StringComparison.Ordinal))
                .Select(one => $"key of {one.UserName}"),
            .. world.OrphanedCredentials.Select(one => $"credential of {one.Type} {one.Owner}"),
        ];

        // The name alone proves nothing: most messages have it. A message has to say that it may exist.
        bool IsNamed(string id, string name) => said.Contains(id, StringComparison.Ordinal)
            || (said.Contains($"\"{name}\"", StringComparison.Ordinal)
                && said.Contains("unknown", StringComparison.Ordinal));
    }

    private static bool IsIn(ImmutableHashSet<string> lines, string id) =>
        lines.Any(line => line.Contains(id, StringComparison.Ordinal));
}
