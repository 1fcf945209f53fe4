using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Infisical.Emulator;

/// <summary>What an AWS request says of who signed it.</summary>
/// <param name="AccessKeyId">The key.</param>
/// <param name="Date">The day, as in the scope.</param>
/// <param name="Region">The region, as in the scope.</param>
/// <param name="Service">The service, as in the scope.</param>
/// <param name="SignedHeaders">Names of the headers that are signed.</param>
/// <param name="Signature">The signature, hex.</param>
internal sealed record SignatureV4(string AccessKeyId, string Date, string Region, string Service, string SignedHeaders, string Signature)
{
    private const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>Reads the <c>Authorization</c> header.</summary>
    public static SignatureV4 Read(Arrived request)
    {
        var header = request.Headers.GetValueOrDefault("authorization") ?? "";
        if (!header.StartsWith($"{Algorithm} ", StringComparison.Ordinal))
        {
            throw new IamFailure(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
        }

        var parts = header[Algorithm.Length..].Split(',', StringSplitOptions.TrimEntries)
            .Select(part => part.Split('=', 2))
            .ToDictionary(part => part[0], part => part.ElementAtOrDefault(1) ?? "");
        var scope = parts.GetValueOrDefault("Credential")?.Split('/') ?? [];
        return scope.Length == 5 && parts.TryGetValue("SignedHeaders", out var signed) && parts.TryGetValue("Signature", out var signature)
            ? new SignatureV4(scope[0], scope[1], scope[2], scope[3], signed, signature)
            : throw new IamFailure(400, "IncompleteSignature", "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'.");
    }

    /// <summary>Whether the request was signed with this secret, as it arrived.</summary>
    public bool Fits(Arrived request, string secret)
    {
        var payload = Convert.ToHexStringLower(SHA256.HashData(request.Body));
        if (request.Headers.TryGetValue("x-amz-content-sha256", out var claimed) && claimed != payload && claimed != "UNSIGNED-PAYLOAD")
        {
            return false;
        }

        var canonical = string.Join('\n', request.Method, request.Path, CanonicalQuery(request.Url), CanonicalHeaders(request), SignedHeaders, claimed ?? payload);
        var scope = $"{Date}/{Region}/{Service}/aws4_request";
        var time = request.Headers.GetValueOrDefault("x-amz-date") ?? "";
        var toSign = string.Join('\n', Algorithm, time, scope, Ids.Hash(canonical));
        var key = new[] { Date, Region, Service, "aws4_request" }
            .Aggregate(Encoding.UTF8.GetBytes($"AWS4{secret}"), (signed, part) => HMACSHA256.HashData(signed, Encoding.UTF8.GetBytes(part)));
        var wanted = Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
        return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(wanted), Encoding.ASCII.GetBytes(Signature));
    }

    private string CanonicalHeaders(Arrived request)
    {
        var text = new StringBuilder();
        foreach (var name in SignedHeaders.Split(';'))
        {
            var value = request.Headers.GetValueOrDefault(name) ?? "";
            var trimmed = string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            text.Append(CultureInfo.InvariantCulture, $"{name}:{trimmed}\n");
        }

        return text.ToString();
    }

    private static string CanonicalQuery(string url)
    {
        var at = url.IndexOf('?', StringComparison.Ordinal);
        return at < 0 ? "" : string.Join('&', url[(at + 1)..]
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => (Name: Encode(pair[0]), Value: Encode(pair.ElementAtOrDefault(1) ?? "")))
            .OrderBy(pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(pair => pair.Value, StringComparer.Ordinal)
            .Select(pair => $"{pair.Name}={pair.Value}"));
    }

    private static string Encode(string part) => Uri.EscapeDataString(Uri.UnescapeDataString(part));
}
