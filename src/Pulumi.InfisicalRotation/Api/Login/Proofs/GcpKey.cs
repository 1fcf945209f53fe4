using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>The key file of a service account of Google Cloud.</summary>
/// <param name="Email">The account.</param>
/// <param name="KeyId">The id of the key; null if the file has none.</param>
/// <param name="Pem">The private key.</param>
/// <param name="TokenAddress">Where the key is exchanged for an access token.</param>
/// <param name="Universe">The domain of the cloud.</param>
internal sealed record GcpKey(string Email, string? KeyId, string Pem, Uri TokenAddress, string Universe)
{
    private const string DefaultTokenAddress = "https://oauth2.googleapis.com/token";
    private const string DefaultUniverse = "googleapis.com";

    /// <summary>Where the IAM Credentials API signs a token for the account.</summary>
    public Uri SigningAddress => new(
        $"https://iamcredentials.{Universe}/v1/projects/-/serviceAccounts/{Uri.EscapeDataString(Email)}:signJwt");

    /// <exception cref="MissingProofException">The file cannot be read, or is no key.</exception>
    public static GcpKey Read(ProofFile file)
    {
        var text = file.Read();
        return ProofJson.Text(text, "client_email") is { } email
            && ProofJson.Text(text, "private_key") is { } pem
            && CloudAddress.Parse(ProofJson.Text(text, "token_uri") ?? DefaultTokenAddress) is { } address
            && (ProofJson.Text(text, "universe_domain") ?? DefaultUniverse) is var universe
            && Uri.CheckHostName(universe) is UriHostNameType.Dns
                ? new GcpKey(email, ProofJson.Text(text, "private_key_id"), pem, address, universe)
                : throw new MissingProofException(ProofMessages.NotAFileOf(file.What, file.Path, "a service account key"));
    }

    /// <summary>A token with these claims, signed by the account itself.</summary>
    /// <exception cref="MissingProofException">The file contains no private key.</exception>
    public string Sign(JsonObject claims)
    {
        var header = new JsonObject { ["alg"] = "RS256", ["typ"] = "JWT" };
        if (KeyId is not null)
        {
            header["kid"] = KeyId;
        }

        var signed = $"{Part(header)}.{Part(claims)}";
        using var key = RsaKey.Read(Pem, passphrase: null, "key of the service account");
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public override string ToString() => $"GcpKey {{ {Email} }}";

    private static string Part(JsonObject part) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}
