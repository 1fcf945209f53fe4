using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>
/// The signed parameters that an Alibaba Cloud login contains. The server sends them on to STS as a GET; here the signature is
/// computed again.
/// </summary>
internal static class SignedAlicloudRequest
{
    private static readonly string[] Signed =
        ["AccessKeyId", "Action", "Format", "SignatureMethod", "SignatureNonce", "SignatureVersion", "Timestamp", "Version"];

    public static void Check(IReadOnlyDictionary<string, string> keys, JsonObject body)
    {
        var query = string.Join('&', Signed.Select(name => $"{name}={Encode(body.TextOf(name)!)}"));
        if (!keys.TryGetValue(body.TextOf("AccessKeyId")!, out var secret) || Sign(secret, $"GET&%2F&{Encode(query)}") != body.TextOf("Signature"))
        {
            throw Refusal.Unauthorized("Access denied: Alibaba Cloud does not accept the signature");
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "The service's own algorithm.")]
    private static string Sign(string secret, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"{secret}&"), Encoding.UTF8.GetBytes(text)));

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
