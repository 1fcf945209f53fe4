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
        var change = HostChange.Find(
            Host(before), Host(after), name => name == "INFISICAL_HOST" ? variable : null);

        Assert.Equal(isWarning, change is not null);
    }

    [Fact]
    public async Task The_warning_quotes_no_host_because_the_engine_removes_secret_wrappers()
    {
        await using var engine = await ProviderHarness.Start();

        engine.Provider.DiffConfig(
            Host("https://user:canary@a.example"), Host("https://b.example"), engine.Context);
        engine.Provider.DiffConfig(Host("https://a.example"), Host("https://b.example"), engine.Context);

        Assert.StartsWith("Warning: host of the provider changes.", Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.DoesNotContain(".example", string.Join('\n', engine.Log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_provider_whose_host_changes_has_a_warning_of_its_own()
    {
        await using var engine = await ProviderHarness.Start();

        engine.Provider.DiffConfig(Host("https://a.example"), Host("https://b.example"), engine.Context);
        engine.Provider.DiffConfig(Host("https://c.example"), Host("https://b.example"), engine.Context);

        Assert.Equal(2, engine.Warnings.Count());
    }

    [Fact]
    public void A_host_that_is_not_known_yet_is_no_warning() => Assert.Null(HostChange.Find(
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

    private static PropertyMap Host(string text) =>
        text.Length == 0 ? PropertyMap.Empty : PropertyMap.Empty.With("host", text);
}
