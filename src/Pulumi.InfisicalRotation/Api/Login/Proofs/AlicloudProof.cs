using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>The signed parameters of a request for the caller's identity, which Infisical sends to Alibaba Cloud.</summary>
internal sealed record AlicloudProof(string AccessKeyId, string AccessKeySecret, string? SecurityToken) : IProof
{
    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => SecurityToken is null ? [AccessKeySecret] : [AccessKeySecret, SecurityToken];

    /// <inheritdoc/>
    public Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation)
    {
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Action"] = "GetCallerIdentity",
            ["Format"] = "JSON",
            ["Version"] = "2015-04-01",
            ["AccessKeyId"] = AccessKeyId,
            ["SignatureMethod"] = "HMAC-SHA1",
            ["SignatureVersion"] = "1.0",
            ["SignatureNonce"] = Guid.NewGuid().ToString("N"),
            ["Timestamp"] = http.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        if (SecurityToken is not null)
        {
            parameters["SecurityToken"] = SecurityToken;
        }

        var signature = Sign(parameters);
        var members = new JsonObject { ["Signature"] = signature };
        foreach (var (name, value) in parameters)
        {
            members[name] = value;
        }

        return Task.FromResult(new Proof(members) { Secrets = [signature], IsTimed = true });
    }

    public override string ToString() => "AlicloudProof { [secret] }";

    /// <summary>Infisical repeats the request as a GET.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The algorithm of Alibaba Cloud's RPC signature.")]
    private string Sign(SortedDictionary<string, string> parameters)
    {
        var query = string.Join('&', parameters.Select(pair => $"{Escaped(pair.Key)}={Escaped(pair.Value)}"));
        return Convert.ToBase64String(HMACSHA1.HashData(
            Encoding.UTF8.GetBytes($"{AccessKeySecret}&"), Encoding.UTF8.GetBytes($"GET&%2F&{Escaped(query)}")));
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);
}
