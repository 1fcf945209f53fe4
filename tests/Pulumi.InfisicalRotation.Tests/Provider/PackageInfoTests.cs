using Pulumi.InfisicalRotation.Provider;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Provider;

public sealed class PackageInfoTests
{
    [Fact]
    public void The_executable_is_named_for_the_package() =>
        Assert.Equal($"pulumi-resource-{PackageInfo.Name}", typeof(PackageInfo).Assembly.GetName().Name);
}
