using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infisical.Emulator;

/// <summary>
/// The signed request that an OCI login contains. The server sends it on to Oracle Cloud; here the signature is verified with the
/// public key of the user.
/// </summary>
internal static partial class SignedOciRequest
{
    public static void Check(IReadOnlyDictionary<string, string> keys, JsonObject body)
    {
        var headers = body["headers"]!.AsObject();
        var fields = Field().Matches(headers.TextOf("authorization") ?? "").ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        var user = body.TextOf("userOcid")!;
        var keyId = fields.GetValueOrDefault("keyId") ?? "";
        var isWellFormed = headers.TextOf("authorization")!.StartsWith("Signature ", StringComparison.Ordinal)
            && fields.GetValueOrDefault("version") == "1"
            && fields.GetValueOrDefault("algorithm") == "rsa-sha256"
            && keyId.Split('/') is [_, var named, _] && named == user
            && Host().IsMatch(headers.TextOf("host") ?? "");
        if (!isWellFormed)
        {
            throw Refusal.Unauthorized("Access denied: not a request for the user itself");
        }

        if (!keys.TryGetValue(keyId, out var pem) || !Fits(pem, fields, headers, user))
        {
            throw Refusal.RefusedByCloud();
        }
    }

    private static bool Fits(string pem, Dictionary<string, string> fields, JsonObject headers, string user)
    {
        var lines = fields.GetValueOrDefault("headers", "").Split(' ').Select(name => name == "(request-target)"
            ? $"(request-target): get /20160918/users/{user}"
            : $"{name}: {headers.TextOf(name)}");
        using var key = RSA.Create();
        key.ImportFromPem(pem);
        return key.VerifyData(
            Encoding.UTF8.GetBytes(string.Join('\n', lines)),
            Convert.FromBase64String(fields["signature"]),
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1);
    }

    [GeneratedRegex("(\\w+)=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex(@"^identity\.[a-z0-9-]+\.oraclecloud\.com$")]
    private static partial Regex Host();
}
