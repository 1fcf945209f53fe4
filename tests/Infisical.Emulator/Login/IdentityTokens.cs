using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>
/// Tokens of other issuers, with which identities log in: of a cluster, a CI system, a cloud. All issuers are one here; a token
/// says which of them it plays.
/// </summary>
internal sealed class IdentityTokens(TimeProvider clock)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>A token for one identity and one method.</summary>
    /// <param name="method">The method, as in the path of its login: <c>oidc-auth</c>.</param>
    /// <param name="identityId">Whom it is for.</param>
    /// <param name="audience">For whom it is meant; the identity, if not said.</param>
    public string Issue(string method, string identityId, string? audience = null)
    {
        var payload = new JsonObject
        {
            ["iss"] = method,
            ["sub"] = identityId,
            ["aud"] = audience ?? identityId,
            ["jti"] = Ids.New(),
            ["exp"] = (clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds(),
        };
        var signed = $"{Part(new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" })}.{Part(payload)}";
        return $"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes(signed)))}";
    }

    /// <summary>Refuses a token that is not of this issuer, for this method and this identity.</summary>
    public void Check(string token, string method, string identityId, string? audience)
    {
        var parts = token.Split('.');
        var isSigned = parts.Length == 3 && CryptographicOperations.FixedTimeEquals(
            HMACSHA256.HashData(_key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}")), Bytes(parts[2]));
        if (!isSigned || JsonNode.Parse(Bytes(parts[1])) is not JsonObject payload)
        {
            throw Refusal.Unauthorized("Access denied: invalid token");
        }

        var isMeant = payload.TextOf("iss") == method && payload.TextOf("sub") == identityId && (audience is null || payload.TextOf("aud") == audience);
        if (!isMeant || payload.NumberOf("exp") <= clock.GetUtcNow().ToUnixTimeSeconds())
        {
            throw Refusal.Unauthorized("Access denied: the token is not for this identity, or it has expired");
        }
    }

    private static string Part(JsonObject part) => Base64Url.EncodeToString(Json.Bytes(part));

    private static byte[] Bytes(string part)
    {
        try
        {
            return Base64Url.DecodeFromChars(part);
        }
        catch (FormatException)
        {
            return [];
        }
    }
}
