using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A signed request for the user itself, which Infisical sends to Oracle Cloud.</summary>
/// <param name="Profile">The profile of the configuration file.</param>
/// <param name="File">The configuration file.</param>
internal sealed record OciProof(string Profile, ProofFile File) : IProof
{
    private const string SignedHeaders = "date (request-target) host";

    /// <inheritdoc/>
    public ImmutableArray<string> Secrets => [];

    /// <inheritdoc/>
    public Task<Proof> ReadAsync(ProofHttp http, CancellationToken cancellation)
    {
        var profile = OciProfile.Read(File, Profile);
        var host = $"identity.{profile.Region}.oraclecloud.com";
        var date = http.Time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var text = $"date: {date}\n(request-target): get /20160918/users/{profile.User}\nhost: {host}";
        var signature = Sign(profile, text);
        var authorization = $"Signature version=\"1\",keyId=\"{profile.KeyId}\",algorithm=\"rsa-sha256\","
            + $"headers=\"{SignedHeaders}\",signature=\"{signature}\"";
        return Task.FromResult(new Proof(new JsonObject
        {
            ["userOcid"] = profile.User,
            ["headers"] = new JsonObject { ["authorization"] = authorization, ["host"] = host, ["date"] = date },
        })
        {
            IsTimed = true,
            Secrets = [authorization, signature, .. profile.Passphrase is { } passphrase ? [passphrase] : Array.Empty<string>()],
        });
    }

    public override string ToString() => "OciProof { [secret] }";

    private static string Sign(OciProfile profile, string text)
    {
        using var key = RsaKey.Read(profile.Key.Read(), profile.Passphrase, $"{profile.Key.What} {profile.Key.Path}");
        return Convert.ToBase64String(key.SignData(
            Encoding.UTF8.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
