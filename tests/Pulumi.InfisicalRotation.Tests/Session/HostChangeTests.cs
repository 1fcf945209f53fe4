using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class HostChangeTests
{
    [Theory]
    [InlineData("https://a.example", "https://b.example", null, true)]
    [InlineData("https://a.example", "https://A.example/", null, false)]
    [InlineData("https://a.example", "https://a.example/api", null, false)]
    [InlineData("https://a.example", "https://a.example/infisical", null, true)]
    [InlineData("https://a.example", "http://a.example", null, true)]
    [InlineData("https://a.example", "", null, true)]
    [InlineData("", "https://a.example", null, true)]
    [InlineData("", "https://app.infisical.com", null, false)]
    [InlineData("", "https://b.example", "https://b.example/api", false)]
    [InlineData("https://a.example", "", "https://a.example", false)]
    [InlineData("", "", "https://a.example", false)]
    [InlineData("https://a.example", "nonsense", null, false)]
    public void Another_server_is_a_warning(string before, string after, string? variable, bool isWarning)
    {
        var warning = HostChange.Warning(
            Host(before), Host(after), name => name == "INFISICAL_HOST" ? variable : null);

        Assert.Equal(isWarning, warning is not null);
    }

    [Fact]
    public void The_warning_names_both_hosts()
    {
        var warning = HostChange.Warning(Host("https://a.example"), Host("https://b.example"), _ => null);

        Assert.StartsWith(
            "host of the provider changes from https://a.example/ to https://b.example/.", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void A_secret_host_is_not_named(bool isOldSecret, bool isNewSecret)
    {
        var warning = HostChange.Warning(
            Host("https://a.example", isOldSecret), Host("https://b.example", isNewSecret), _ => null);

        Assert.DoesNotContain(".example", warning!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_is_not_known_yet_is_no_warning() => Assert.Null(HostChange.Warning(
        Host("https://a.example"), PropertyMap.Empty.With("host", PropertyValue.Unknown.Instance), _ => null));

    [Fact]
    public async Task The_warning_is_logged_once_for_all_resources_that_change_to_the_provider()
    {
        await using var engine = await ProviderHarness.Start();
        for (var resource = 0; resource < 3; resource++)
        {
            engine.Provider.DiffConfig(Host("https://a.example"), Host("https://b.example"), engine.Context);
        }

        Assert.Single(engine.Warnings);
    }

    private static PropertyMap Host(string text, bool isSecret = false) => text.Length == 0
        ? PropertyMap.Empty
        : PropertyMap.Empty.With("host", isSecret ? new PropertyValue.Secret(text) : text);
}
