using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>
/// A token that Google Cloud signs for a service account. The key of the account only authorizes the request for it.
/// </summary>
internal sealed record GcpKeyToken(ProofFile File) : ITokenSource
{
    private const string Scope = "https://www.googleapis.com/auth/cloud-platform";

    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public async Task<string> ReadAsync(ProofHttp http, string identityId, CancellationToken cancellation)
    {
        var key = GcpKey.Read(File);
        var now = http.Time.GetUtcNow();
        var access = await AccessTokenAsync(http, key, now, cancellation);
        var payload = new JsonObject
        {
            ["sub"] = key.Email,
            ["aud"] = identityId,
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        };
        var body = new JsonObject { ["payload"] = payload.ToJsonString() };
        var request = new ProofRequest(HttpMethod.Post, key.SigningAddress, "Google Cloud")
        {
            Bearer = access,
            Body = (body.ToJsonString(), "application/json"),
            IsTimed = true,
            Secrets = [access],
        };
        return await http.TokenAsync(request, "signedJwt", cancellation);
    }

    private static Task<string> AccessTokenAsync(
        ProofHttp http, GcpKey key, DateTimeOffset now, CancellationToken cancellation)
    {
        var assertion = key.Sign(new JsonObject
        {
            ["iss"] = key.Email,
            ["scope"] = Scope,
            ["aud"] = key.TokenAddress.ToString(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var form = "grant_type=" + Uri.EscapeDataString("urn:ietf:params:oauth:grant-type:jwt-bearer")
            + $"&assertion={assertion}";
        var request = new ProofRequest(HttpMethod.Post, key.TokenAddress, "Google Cloud")
        {
            Body = (form, "application/x-www-form-urlencoded"),
            IsTimed = true,
            Secrets = [assertion],
        };
        return http.TokenAsync(request, "access_token", cancellation);
    }
}
