using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>The identity token of a machine of Google Cloud, from its metadata server.</summary>
/// <param name="ReadVariable">Reads an environment variable; null if it is not set.</param>
internal sealed record GcpInstanceToken(Func<string, string?> ReadVariable) : ITokenSource
{
    /// <summary>The variable by which Google's libraries find another metadata server.</summary>
    public const string HostVariable = "GCE_METADATA_HOST";

    private const string DefaultHost = "metadata.google.internal";

    private const string Path = "/computeMetadata/v1/instance/service-accounts/default/identity";

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public async Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation)
    {
        var host = ReadVariable(HostVariable)?.Trim() is { Length: > 0 } other ? other : DefaultHost;
        var audience = Uri.EscapeDataString(identityId);
        var address = CloudAddress.Parse($"http://{host}{Path}?audience={audience}&format=full", isMetadata: true)
            ?? throw new MissingProofException(ProofMessages.NotAnAddress(HostVariable));
        var request = new ProofRequest(HttpMethod.Get, address, "the metadata server of Google Cloud")
        {
            IsMetadata = true,
            Header = ("Metadata-Flavor", "Google"),
        };
        return TokenText.Read(await http.SendAsync(request, cancellation), $"The response of {request.Server}");
    }

    public override string ToString() => "GcpInstanceToken";
}
