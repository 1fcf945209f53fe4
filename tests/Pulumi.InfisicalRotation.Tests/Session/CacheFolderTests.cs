using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class CacheFolderTests
{
    private static string Home => Path.GetFullPath(Path.Combine(Path.GetTempPath(), "someone"));

    private static string Variable => OperatingSystem.IsWindows() ? "LOCALAPPDATA" : "HOME";

    private static string Caches => OperatingSystem.IsWindows() ? Home
        : Path.Combine(Home, OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache");

    [Fact]
    public void It_is_below_the_cache_folder_of_the_user() => Assert.Equal(
        Path.Combine(Caches, "pulumi-infisical-rotation"),
        CacheFolder.Find(name => name == Variable ? Home : null));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("relative")]
    public void Without_an_absolute_home_there_is_none(string? home) =>
        Assert.Null(CacheFolder.Find(name => name == Variable ? home : null));

    [Fact]
    public void On_Linux_the_user_may_have_moved_it()
    {
        var moved = Path.Combine(Home, "moved");

        var folder = CacheFolder.Find(name => name == "XDG_CACHE_HOME" ? moved : Home);
        var ignored = CacheFolder.Find(name => name == "XDG_CACHE_HOME" ? "relative" : Home);

        Assert.Equal(
            Path.Combine(OperatingSystem.IsLinux() ? moved : Caches, "pulumi-infisical-rotation"), folder);
        Assert.Equal(Path.Combine(Caches, "pulumi-infisical-rotation"), ignored);
    }
}
