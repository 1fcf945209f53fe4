using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime.Internal.Auth;
using Pulumi.InfisicalRotation.Aws.Credentials;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>
/// Signs a request with Signature Version 4. The signature itself is the SDK's; the canonical form is simple for a POST
/// without a query.
/// </summary>
internal static class RequestSignature
{
    /// <summary>Adds the headers of the signature.</summary>
    public static void Add(
        HttpRequestMessage message, string body, AwsKeys keys, string service, string region, DateTimeOffset now)
    {
        var date = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var headers = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["content-type"] = message.Content!.Headers.ContentType!.ToString(),
            ["host"] = message.RequestUri!.Authority,
            ["x-amz-date"] = date,
        };
        message.Headers.TryAddWithoutValidation("x-amz-date", date);
        if (keys.SessionToken is { } token)
        {
            headers["x-amz-security-token"] = token;
            message.Headers.TryAddWithoutValidation("x-amz-security-token", token);
        }

        var names = string.Join(';', headers.Keys);
        var canonical = string.Join(
            '\n',
            "POST",
            message.RequestUri.AbsolutePath,
            "",
            string.Concat(headers.Select(header => $"{header.Key}:{header.Value}\n")),
            names,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))));
        var signature = AWS4Signer.ComputeSignature(
            keys.AccessKeyId, keys.SecretAccessKey, region, now.UtcDateTime, service, names, canonical);
        var header = signature.ForAuthorizationHeader.Split(' ', 2);
        message.Headers.Authorization = new AuthenticationHeaderValue(header[0], header[1]);
    }
}
