using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>
/// An access token of Azure: by workload identity where the environment has a federated token, else of the managed
/// identity, from the metadata server of the machine.
/// </summary>
/// <param name="Resource">What the token is for: the audience that the machine identity expects.</param>
/// <param name="ClientId">The user-assigned identity or the application; null for the default one.</param>
/// <param name="ReadVariable">Reads an environment variable; null if it is not set.</param>
/// <param name="ReadFile">Reads a file.</param>
internal sealed record AzureToken(
    string Resource, string? ClientId, Func<string, string?> ReadVariable, Func<string, string> ReadFile) : ITokenSource
{
    /// <summary>The resource that the documentation of Infisical names.</summary>
    public const string DefaultResource = "https://management.azure.com/";

    private const string HostVariable = "AZURE_POD_IDENTITY_AUTHORITY_HOST";
    private const string FileVariable = "AZURE_FEDERATED_TOKEN_FILE";
    private const string TenantVariable = "AZURE_TENANT_ID";
    private const string ClientVariable = "AZURE_CLIENT_ID";
    private const string AuthorityVariable = "AZURE_AUTHORITY_HOST";
    private const string DefaultHost = "http://169.254.169.254";
    private const string DefaultAuthority = "https://login.microsoftonline.com";

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation)
    {
        var request = Optional(FileVariable) is { } path ? Federated(path) : Managed();
        return http.TokenAsync(request, "access_token", cancellation);
    }

    public override string ToString() => "AzureToken";

    private ProofRequest Managed()
    {
        var client = ClientId is null ? "" : $"&client_id={Uri.EscapeDataString(ClientId)}";
        var query = $"api-version=2018-02-01&resource={Uri.EscapeDataString(Resource)}{client}";
        return new ProofRequest(
            HttpMethod.Get,
            Address(HostVariable, DefaultHost, $"/metadata/identity/oauth2/token?{query}"),
            "the metadata server of Azure")
        {
            IsMetadata = true,
            Header = ("Metadata", "true"),
        };
    }

    private ProofRequest Federated(string path)
    {
        var token = new ProofFile("federated token file", path, ReadFile).ReadToken();
        var tenant = Required(TenantVariable);
        var form = new (string Name, string Value)[]
        {
            ("client_id", ClientId ?? Required(ClientVariable)),
            ("scope", $"{Resource}/.default"),
            ("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"),
            ("client_assertion", token),
            ("grant_type", "client_credentials"),
        };
        return new ProofRequest(
            HttpMethod.Post,
            Address(AuthorityVariable, DefaultAuthority, $"/{Uri.EscapeDataString(tenant)}/oauth2/v2.0/token"),
            "Microsoft Entra ID")
        {
            Body = (
                string.Join('&', form.Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}")),
                "application/x-www-form-urlencoded"),
            Secrets = [token],
        };
    }

    private Uri Address(string variable, string usual, string rest) =>
        CloudAddress.Parse((Optional(variable) ?? usual).TrimEnd('/') + rest, isMetadata: variable == HostVariable)
            ?? throw new MissingProofException(ProofMessages.NotAnAddress(variable));

    private string Required(string variable) =>
        Optional(variable) ?? throw new MissingProofException(ProofMessages.VariableMissing(variable));

    private string? Optional(string variable) => ReadVariable(variable)?.Trim() is { Length: > 0 } value ? value : null;
}
