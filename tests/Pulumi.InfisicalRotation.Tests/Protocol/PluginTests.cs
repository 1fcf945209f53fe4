using Pulumi.InfisicalRotation.Provider;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol;

public sealed class PluginTests
{
    [Fact]
    public void The_package_is_called_as_in_the_catalogue_and_by_the_executable()
    {
        Assert.Equal(PackageInfo.Name, Plugin.Package);
        Assert.Equal($"pulumi-resource-{Plugin.Package}", typeof(Plugin).Assembly.GetName().Name);
    }
}
