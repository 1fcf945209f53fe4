using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Warns of a change of the host. It changes no resource, but another server does not know the rotations of the state.
/// </summary>
internal static class HostChange
{
    /// <param name="before">The decoded configuration of the last run.</param>
    /// <param name="after">The decoded configuration of this run.</param>
    /// <param name="readVariable">Reads an environment variable.</param>
    /// <returns>The old and the new address; null if both are the same server, or one of them is not known yet.</returns>
    public static (Uri Old, Uri New)? Find(PropertyMap before, PropertyMap after, Func<string, string?> readVariable)
    {
        var environment = new EnvironmentSettings(readVariable);

        // Check reports a host that is no address.
        return new ConfiguredServer(before.Plain(), environment).Known is { } old
            && new ConfiguredServer(after.Plain(), environment).Known is { } now
            && old != now
                ? (old, now)
                : null;
    }
}
