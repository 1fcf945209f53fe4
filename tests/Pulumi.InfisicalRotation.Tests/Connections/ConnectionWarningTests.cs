using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>
/// Credentials for Windows that one version of the server accepts and another refuses: they are sent, and a preview
/// warns. What each version refuses that checks them at all is an error.
/// </summary>
public sealed class ConnectionWarningTests
{
    [Theory]
    [InlineData("password", "s3cret b")]
    [InlineData("password", "s3cret'b")]
    [InlineData("password", "s3cret\"b")]
    [InlineData("password", "s3cret$b")]
    [InlineData("password", "s3cret&b")]
    [InlineData("password", "s3cret(b)")]
    [InlineData("username", "svc.")]
    [InlineData("host", "file_server")]
    [InlineData("host", "-files")]
    [InlineData("domain", ".corp")]
    [InlineData("domain", "corp domain")]
    public async Task A_value_that_some_servers_refuse_is_a_warning_of_the_preview(string member, string value)
    {
        await using var engine = await ConnectionHarness.Start("smb");
        var inputs = ConnectionFacts.Inputs("smb", "credentials").WithCredential(member, value);

        await engine.PreviewCreate(inputs);

        var warning = Assert.Single(engine.Warnings);
        Assert.StartsWith($"Warning: credentials.{member} ", warning, StringComparison.Ordinal);
        Assert.Contains("some versions of Infisical", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password", "a;b")]
    [InlineData("password", "a|b")]
    [InlineData("password", "a`b")]
    [InlineData("username", ".svc")]
    [InlineData("username", "-svc")]
    [InlineData("username", "svc app")]
    [InlineData("username", "corp/svc")]
    public async Task A_value_that_all_servers_refuse_is_an_error(string member, string value)
    {
        await using var engine = await ConnectionHarness.Start("smb");
        var inputs = ConnectionFacts.Inputs("smb", "credentials").WithCredential(member, value);

        var error = Assert.Single(engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null)).Errors);

        Assert.StartsWith($"credentials.{member} ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_warns_of_what_it_sends()
    {
        await using var engine = await ConnectionHarness.Start("smb");
        var inputs = ConnectionFacts.Inputs("smb", "credentials");
        var stored = await engine.Create(inputs);
        var doubtful = inputs.WithCredential("password", "s3cret b");

        await engine.PreviewUpdate(stored, doubtful);
        Assert.Single(engine.Warnings);
        await engine.PreviewUpdate(
            stored with { Inputs = engine.Check(doubtful, stored.Inputs) }, doubtful.With("description", "Other."));

        Assert.Single(engine.Warnings);
    }
}
