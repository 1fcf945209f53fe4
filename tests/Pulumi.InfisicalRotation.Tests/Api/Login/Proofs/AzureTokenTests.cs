using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

/// <summary>Azure: a managed identity, or a workload identity.</summary>
public sealed class AzureTokenTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("client 1", "&client_id=client%201")]
    public async Task The_metadata_server_issues_an_access_token(string? clientId, string rest)
    {
        await using var metadata = await IssuingServer.StartAsync(_ => (200, """{"access_token":"a.b.c","expires_in":"1"}"""));

        var login = await ProofLogin.LogIn(Source(clientId, null, ("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.Address.ToString())));

        Assert.Equal("a.b.c", (string?)login.Json["jwt"]);
        var asked = Assert.Single(metadata.Requests);
        Assert.Equal(
            "/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F" + rest,
            asked.Path);
        Assert.Equal("true", asked.Headers["Metadata"]);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_metadata_server_that_is_being_updated_is_asked_again(int status)
    {
        var asked = 0;
        await using var metadata = await IssuingServer.StartAsync(
            _ => ++asked == 1 ? (status, "") : (200, """{"access_token":"a.b.c"}"""));

        var login = await ProofLogin.LogIn(Source(null, null, ("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.Address.ToString())));

        Assert.Equal(("a.b.c", 2), ((string?)login.Json["jwt"], asked));
    }

    [Theory]
    [InlineData(null, "app-1")]
    [InlineData("other", "other")]
    public async Task A_federated_token_is_exchanged(string? clientId, string expected)
    {
        await using var entra = await IssuingServer.StartAsync(_ => (200, """{"access_token":"a.b.c"}"""));

        var login = await ProofLogin.LogIn(Source(clientId, "federated.token.x\n", Federated(entra.Address.ToString())));

        Assert.Equal("a.b.c", (string?)login.Json["jwt"]);
        var asked = Assert.Single(entra.Requests);
        Assert.Equal(("POST", "/tenant-1/oauth2/v2.0/token"), (asked.Method, asked.Path));
        Assert.Equal(
            $"client_id={expected}&scope=https%3A%2F%2Fmanagement.azure.com%2F%2F.default"
            + "&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer"
            + "&client_assertion=federated.token.x&grant_type=client_credentials",
            asked.Body);
    }

    [Theory]
    [InlineData("AZURE_TENANT_ID")]
    [InlineData("AZURE_CLIENT_ID")]
    public async Task A_missing_variable_of_the_workload_identity_is_named(string missing)
    {
        var variables = Federated("http://127.0.0.1:1").Where(pair => pair.Name != missing).ToArray();

        var failure = await ProofLogin.Failure(Source(null, "a.b.c", variables));

        Assert.Contains($"{missing} is not set", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_and_a_refusal_are_one_sentence_without_the_token()
    {
        await using var entra = await IssuingServer.StartAsync(request => (401, request.Body!));

        var gone = await ProofLogin.Failure(Source(null, null, Federated("http://127.0.0.1:1")));
        var refused = await ProofLogin.Failure(Source(null, "federated.token.x", Federated(entra.Address.ToString())));

        Assert.Contains("The federated token file token-1 could not be read", gone.Message, StringComparison.Ordinal);
        Assert.Contains("Microsoft Entra ID at", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("federated.token.x", refused.Message, StringComparison.Ordinal);
    }

    private static (string Name, string Value)[] Federated(string authority) =>
    [
        ("AZURE_FEDERATED_TOKEN_FILE", "token-1"), ("AZURE_TENANT_ID", "tenant-1"), ("AZURE_CLIENT_ID", "app-1"),
        ("AZURE_AUTHORITY_HOST", authority),
    ];

    [Fact]
    public async Task A_refusal_of_the_metadata_server_is_final()
    {
        await using var metadata = await IssuingServer.StartAsync(_ => (403, "not allowed"));

        await ProofLogin.Failure(Source(null, null, ("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.Address.ToString())));

        Assert.Single(metadata.Requests);
    }

    private static AzureToken Source(string? clientId, string? file, params (string Name, string Value)[] variables) => new(
        AzureToken.DefaultResource,
        clientId,
        name => variables.FirstOrDefault(pair => pair.Name == name).Value,
        path => file ?? throw new FileNotFoundException($"No {path}."));
}
