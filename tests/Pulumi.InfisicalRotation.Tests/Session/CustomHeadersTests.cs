using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

/// <summary>Headers for a server behind an access proxy.</summary>
public sealed class CustomHeadersTests
{
    private const string Secret = "canary-header-value";

    [Theory]
    [InlineData("A=1", "A:1")]
    [InlineData("CF-Access-Client-Id=x.access CF-Access-Client-Secret=y", "CF-Access-Client-Id:x.access|CF-Access-Client-Secret:y")]
    [InlineData(" A=1\nB=2\r\n\tC=3 ", "A:1|B:2|C:3")]
    [InlineData("A=\"one two\" B='three four'", "A:one two|B:three four")]
    [InlineData("A= 1", "A:1")]
    [InlineData("A=a=b==", "A:a=b==")]
    [InlineData("A=\"say \\\"hi\\\"\" B=2", "A:say \\\"hi\\\"|B:2")]
    [InlineData("A=\"open", "A:open")]
    [InlineData("A=1 B=2 a=3", "B:2|a:3")]
    [InlineData("User-Agent=x accept=y A=1", "A:1")]
    [InlineData("", "")]
    public void The_variable_has_the_form_of_the_CLI(string text, string headers)
    {
        var settings = From(PropertyMap.Empty, text);

        Assert.Null(settings.Fault);
        Assert.Equal(headers, string.Join('|', settings.CustomHeaders.Select(header => $"{header.Key}:{header.Value}")));
    }

    [Theory]
    [InlineData("canary-header-value")]
    [InlineData("=canary-header-value")]
    [InlineData("A =canary-header-value")]
    [InlineData("A=1 canary-header-value")]
    [InlineData("Authorization=canary-header-value")]
    [InlineData("A=\"canary-header-value\r\nx-evil: 1\"")]
    [InlineData("A=canary-header-valueé")]
    [InlineData("A=")]
    public void A_variable_in_another_form_is_an_error_without_its_value(string text)
    {
        var settings = From(PropertyMap.Empty, text);

        Assert.Empty(settings.CustomHeaders);
        Assert.Contains("INFISICAL_CUSTOM_HEADERS is", settings.Fault, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, settings.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Authorization", Secret, "sets itself")]
    [InlineData("host", Secret, "sets itself")]
    [InlineData("Content-Length", Secret, "sets itself")]
    [InlineData("content-type", Secret, "sets itself")]
    [InlineData("Transfer-Encoding", Secret, "sets itself")]
    [InlineData("Connection", Secret, "sets itself")]
    [InlineData("Proxy-Authorization", Secret, "sets itself")]
    [InlineData("X-Infisical-Org", Secret, "sets itself")]
    [InlineData("no name", Secret, "is no name of a header")]
    [InlineData("Ä", Secret, "is no name of a header")]
    [InlineData("X-A", "canary-header-value\r\nx-evil: 1", "without line breaks")]
    [InlineData("X-A", "canary-header-value\u0001", "without line breaks")]
    [InlineData("X-A", " ", "without line breaks")]
    public void A_header_that_cannot_be_sent_is_an_error_without_its_value(string name, string value, string reason)
    {
        var args = PropertyMap.Empty.With("customHeaders", PropertyMap.Empty.With(name, value));

        var error = Assert.Single(SettingsCheck.Check(args));

        Assert.True(error.IsHidden);
        Assert.Contains(reason, error.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_in_two_cases_and_a_value_of_another_kind_are_errors()
    {
        var args = PropertyMap.Empty.With("customHeaders", PropertyMap.Empty
            .With("X-A", "1").With("x-a", "2").With("X-B", 3d).With("X-C", PropertyValue.Unknown.Instance));

        Assert.Equal(2, SettingsCheck.Check(args).Length);
    }

    [Fact]
    public void The_configuration_replaces_the_variable_and_an_unknown_one_is_not_replaced()
    {
        var configured = From(
            PropertyMap.Empty.With("customHeaders", PropertyMap.Empty.With("X-A", new PropertyValue.Secret(" 1 "))), "B=2");
        var unknown = From(PropertyMap.Empty.With("customHeaders", PropertyValue.Unknown.Instance), "B=2");

        Assert.Equal([KeyValuePair.Create("X-A", "1")], configured.CustomHeaders);
        Assert.Empty(unknown.CustomHeaders);
    }

    [Fact]
    public void The_headers_are_stored_as_secrets()
    {
        using var provider = new InfisicalProvider(TimeProvider.System, _ => null);

        var answer = provider.CheckConfig(
            PropertyMap.Empty,
            PropertyMap.Empty.With("host", "https://a.example").With("customHeaders", "{\"X-A\":\"1\"}"));

        Assert.Empty(answer.Errors);
        Assert.IsType<PropertyValue.Secret>(answer.Inputs["customHeaders"]);
    }

    [Fact]
    public async Task Every_request_has_the_headers_and_no_message_their_values()
    {
        using var server = new StubServer(request => request.IsLogin
            ? Answers.Login()
            : Answers.Error(500, "InternalServerError", $"proxy saw {Secret}"));
        using var client = new InfisicalClient(
            Clients.Options with
            {
                CustomHeaders = [KeyValuePair.Create("X-Access", Secret), KeyValuePair.Create("Cookie", "a=1; b=2")],
                MaxRetries = 0,
                TimeProvider = new ImmediateTime(),
            },
            server);

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, TestContext.Current.CancellationToken));

        Assert.Equal(2, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal(
            (Secret, "a=1; b=2"), (request.Headers["X-Access"], request.Headers["Cookie"])));
        Assert.Contains("proxy saw [secret]", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Servers_that_issue_proofs_do_not_receive_the_headers()
    {
        await using var metadata = await IssuingServer.StartAsync(_ => (200, "a.b.c"));
        await using var engine = await ProviderHarness.Start();
        engine.Variables["GCE_METADATA_HOST"] = metadata.Address.Authority;
        engine.NewRun(engine.Configuration()
            .With("customHeaders", PropertyMap.Empty.With("X-Access", Secret))
            .With("auth", PropertyMap.Empty.With(
                "gcp", LoginCases.Block(("identityId", engine.Server.Seed.Identity.Id)))));

        await Record.ExceptionAsync(() => engine.Create(engine.Inputs()));

        Assert.DoesNotContain("X-Access", Assert.Single(metadata.Requests).Headers.Keys);
        Assert.All(engine.Server.Requests.All, request => Assert.Equal(Secret, request.Headers["x-access"]));
        Assert.NotEmpty(engine.Server.Requests.All);
    }

    private static ProviderSettings From(PropertyMap args, string variable) =>
        ProviderSettings.From(args, name => name == "INFISICAL_CUSTOM_HEADERS" ? variable : null, _ => "");
}
