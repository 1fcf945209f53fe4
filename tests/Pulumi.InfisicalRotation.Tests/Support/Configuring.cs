using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Configures a provider whose log the test does not read.</summary>
internal static class Configuring
{
    public static void Configure(this PulumiProvider provider, PropertyMap args) => provider.Configure(args, (_, _) => { });
}
