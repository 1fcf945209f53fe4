using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations;

/// <summary>
/// Temporary parameters that the server requires of a creation: the first of the two methods of each type needs the
/// current password of the account.
/// </summary>
public sealed class CreationRuleTests
{
    private const string Password = "temporaryParameters.password";

    [Theory]
    [InlineData("unix-linux-local-account", "login-as-target", true)]
    [InlineData("unix-linux-local-account", "login-as-root", false)]
    [InlineData("unix-linux-local-account", null, false)]
    [InlineData("windows-local-account", "login-as-target", true)]
    [InlineData("windows-local-account", "login-as-root", false)]
    [InlineData("windows-local-account", null, false)]
    [InlineData("hp-ilo-local-account", "login-as-target", true)]
    [InlineData("hp-ilo-local-account", "login-as-root", false)]
    [InlineData("hp-ilo-local-account", null, false)]
    [InlineData("ldap-password", "target-principal", true)]
    [InlineData("ldap-password", "connection-principal", false)]
    [InlineData("ldap-password", null, false)]
    public async Task A_password_is_required_for_the_method_that_uses_it(string slug, string? method, bool isRequired)
    {
        var inputs = Inputs(slug, method).Without("temporaryParameters");

        Assert.Equal(isRequired ? [Password] : [], await Check(slug, inputs));
        Assert.Empty(await Check(slug, inputs.With("temporaryParameters", PropertyMap.Empty.With("password", "x"))));
        Assert.Empty(await Check(slug, inputs.With("temporaryParameters", PropertyValue.Unknown.Instance)));
        Assert.Empty(await Check(slug, inputs, olds: inputs));
    }

    [Theory]
    [InlineData("unix-linux-local-account", "login-as-target", true)]
    [InlineData("unix-linux-local-account", "login-as-root", false)]
    [InlineData("unix-linux-local-account", null, false)]
    [InlineData("hp-ilo-local-account", null, false)]
    [InlineData("ldap-password", "target-principal", true)]
    [InlineData("ldap-password", "connection-principal", true)]
    [InlineData("ldap-password", null, true)]
    public async Task Temporary_parameters_without_a_password_are_refused_where_the_server_refuses_them(
        string slug, string? method, bool isRefused)
    {
        foreach (var temporary in new[] { PropertyMap.Empty, PropertyMap.Empty.With("password", "") })
        {
            var findings = await Check(slug, Inputs(slug, method).With("temporaryParameters", temporary));

            Assert.Equal(isRefused ? [Password] : [], findings.Distinct());
        }
    }

    private static PropertyMap Inputs(string slug, string? method)
    {
        var parameters = ((PropertyValue.Map)Contracts.Inputs(slug)["parameters"]).Properties;
        return Contracts.Inputs(slug).With(
            "parameters",
            method is null ? parameters.Without("rotationMethod") : parameters.With("rotationMethod", method));
    }

    /// <summary>The paths of the findings; the engine gets none for a secret property, and the text begins with it.</summary>
    private static async Task<ImmutableArray<string>> Check(string slug, PropertyMap inputs, PropertyMap? olds = null)
    {
        await using var engine = await ProviderHarness.Start(token: PackageInfo.Token(Contracts.Type(slug).TypeName));
        var answer = engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), olds ?? PropertyMap.Empty, inputs, null));
        return [.. answer.Errors.Select(error => error.Path.Length > 0 ? error.Path : error.Reason.Split(' ')[0])];
    }

    /// <summary>The CLI prints the value of a property that an error names.</summary>
    [Fact]
    public async Task An_error_of_the_temporary_parameters_names_no_property()
    {
        const string Slug = "unix-linux-local-account";
        await using var engine = await ProviderHarness.Start(token: PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var inputs = Inputs(Slug, "login-as-target").Without("temporaryParameters");

        var error = Assert.Single(engine.Provider.Check(new CheckCall(
            engine.Token, "r", engine.Urn("r"), PropertyMap.Empty, inputs, null)).Errors);

        Assert.Equal("", error.Path);
        Assert.StartsWith($"{Password} is required", error.Reason, StringComparison.Ordinal);
    }
}
