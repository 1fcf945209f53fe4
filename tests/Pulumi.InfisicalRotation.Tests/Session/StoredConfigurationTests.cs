using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>
/// The configuration of Configure may be that of an earlier run on another machine. Whatever is wrong with it is
/// reported by what needs a request, and a read keeps the state.
/// </summary>
public sealed class StoredConfigurationTests
{
    private static readonly PropertyMap TwoMethods = PropertyMap.Empty
        .With("universal", PropertyMap.Empty.With("clientId", "i").With("clientSecret", "hush"))
        .With("token", PropertyMap.Empty.With("accessToken", "hush"));

    private static readonly Dictionary<string, (string Name, PropertyValue Value)> Faults = new()
    {
        ["a host that is none"] = ("host", "infisical.example"),
        ["a host of another scheme"] = ("host", "ftp://infisical.example"),
        ["a host of another kind"] = ("host", 7d),
        ["two methods"] = ("auth", TwoMethods),
        ["no method"] = ("auth", PropertyMap.Empty),
        ["a method that is unknown here"] = ("auth", PropertyMap.Empty.With("kerberos", PropertyMap.Empty)),
        ["credentials of another kind"] = ("auth", "not JSON"),
        ["half of the credentials"] = ("auth", PropertyMap.Empty.With("universal", PropertyMap.Empty.With("clientId", "i"))),
        ["a token with a line break"] = (
            "auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "hush\r\nx-evil: 1"))),
        ["a slug with a line break"] = ("organizationSlug", "team\r\nx-evil: 1"),
        ["a negative time limit"] = ("requestTimeoutSeconds", -1d),
        ["no number as the time limit"] = ("requestTimeoutSeconds", double.NaN),
        ["an endless time limit"] = ("requestTimeoutSeconds", double.PositiveInfinity),
        ["a text as the time limit"] = ("requestTimeoutSeconds", "soon"),
        ["too many retries"] = ("maxRetries", 1e300),
        ["a list of retries"] = ("maxRetries", new PropertyValue.List([1d])),
        ["a text as a flag"] = ("refreshBeforeUpdate", "perhaps"),
        ["an environment that is no slug"] = ("environment", "No Slug"),
        ["a project of another kind"] = ("projectId", PropertyMap.Empty),
        ["a certificate of another kind"] = ("caCertificate", true),
        ["a certificate file that is missing"] = ("caCertificate", "not/on/this/machine.pem"),
        ["a certificate without one"] = ("caCertificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"),
    };

    public static TheoryData<string> All => [.. Faults.Keys];

    public static TheoryData<string> OfTheProgram =>
        [.. Faults.Keys.Where(name => !name.StartsWith("a certificate ", StringComparison.Ordinal)), "a certificate of another kind"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_read_keeps_the_state_with_one_warning_and_a_change_is_refused(string fault)
    {
        await using var engine = await ProviderHarness.Start();
        var one = await engine.Create(engine.Inputs("one", prefix: "A"));
        var two = await engine.Create(engine.Inputs("two", "deploy-bot", "B"), "two");
        var sent = engine.Server.Requests.All.Length;

        engine.NewRun(Broken(engine, fault));
        var read = await engine.Read(one);
        await engine.Read(two);

        Assert.Equal(one.Outputs, read?.Outputs);
        Assert.Equal(one.Inputs, read?.Inputs);
        Assert.Single(engine.Warnings);
        Assert.Empty(engine.Diff(one, one.Inputs));
        await engine.PreviewCreate(engine.Inputs("new", "other-bot", "N"), "new");
        Func<Task>[] changes =
        [
            () => engine.Create(engine.Inputs("new", "other-bot", "N"), "new"),
            () => engine.Update(one, one.Inputs.With("rotationInterval", 60d)),
            () => engine.Delete(one),
            () => engine.Import(one.Id),
        ];
        foreach (var change in changes)
        {
            var refusal = await Assert.ThrowsAsync<RefusalException>(change);
            Assert.Contains(NameIn(fault), refusal.Message, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("hush", refusal.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("hush", string.Join('\n', engine.Log), StringComparison.Ordinal);
        Assert.Equal(sent, engine.Server.Requests.All.Length);
        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Theory]
    [MemberData(nameof(OfTheProgram))]
    public async Task The_same_fault_in_the_program_is_reported_by_the_preview(string fault)
    {
        await using var engine = await ProviderHarness.Start();

        var answer = engine.Provider.CheckConfig(PropertyMap.Empty, Broken(engine, fault));

        Assert.NotEmpty(answer.Errors);
        Assert.Contains(answer.Errors, error => $"{error}".Contains(NameIn(fault), StringComparison.Ordinal));
        Assert.DoesNotContain(answer.Errors, error => $"{error}".Contains("hush", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(64, 0)]
    [InlineData(65, 1)]
    public void A_slug_of_an_organization_that_every_login_would_refuse_is_reported_by_the_preview(
        int length, int expected)
    {
        var slug = new string('o', length);
        using var configured = new InfisicalProvider(TimeProvider.System, _ => null);
        using var environment = new InfisicalProvider(
            TimeProvider.System, name => name == "INFISICAL_AUTH_ORGANIZATION_SLUG" ? slug : null);
        var login = PropertyMap.Empty.With(
            "auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "t")));

        var errors = configured.CheckConfig(PropertyMap.Empty, login.With("organizationSlug", slug)).Errors
            .Concat(environment.CheckConfig(PropertyMap.Empty, login).Errors)
            .Select(error => $"{error}")
            .ToList();

        Assert.Equal(2 * expected, errors.Count);
        Assert.All(errors, error => Assert.Contains("has 65 characters; give at most 64", error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("INFISICAL_HOST", "somewhere", true)]
    [InlineData("INFISICAL_AUTH_ORGANIZATION_SLUG", "team a", true)]
    [InlineData("INFISICAL_TOKEN", "hush\nx-evil: 1", false)]
    public void A_fault_of_the_environment_is_reported_by_the_preview_where_it_counts(
        string variable, string value, bool isShown)
    {
        using var provider = new InfisicalProvider(TimeProvider.System, name => name == variable ? value : null);
        var configured = PropertyMap.Empty.With("host", "https://a.example")
            .With("organizationSlug", "team")
            .With("auth", PropertyMap.Empty.With("token", PropertyMap.Empty.With("accessToken", "t")));

        var error = Assert.Single(provider.CheckConfig(PropertyMap.Empty, PropertyMap.Empty).Errors);
        provider.Configure(PropertyMap.Empty);

        Assert.Contains(variable, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Reason, StringComparison.Ordinal);
        Assert.True(isShown || !error.Reason.Contains(value, StringComparison.Ordinal));
        Assert.Empty(provider.CheckConfig(PropertyMap.Empty, configured).Errors);
    }

    [Fact]
    public async Task A_certificate_file_is_read_at_the_first_request_and_not_for_a_schema_or_a_check()
    {
        await using var engine = await ProviderHarness.Start();
        var file = Path.GetTempFileName();
        engine.NewRun(engine.Configuration().With("caCertificate", file));
        engine.Check(engine.Inputs());
        File.Delete(file);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("caCertificate is neither PEM text nor", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    private static PropertyMap Broken(ProviderHarness engine, string fault) =>
        engine.Configuration().With(Faults[fault].Name, Faults[fault].Value);

    private static string NameIn(string fault) =>
        fault == "a certificate without one" ? "CA certificate" : Faults[fault].Name;
}
