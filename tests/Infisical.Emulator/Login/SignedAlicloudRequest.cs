using System.Collections.Concurrent;
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

    /// <param name="keys">The secrets of the access keys.</param>
    /// <param name="usedNonces">The nonces that the service has seen: it takes each one once.</param>
    /// <param name="body">The body of the login.</param>
    public static void Check(
        IReadOnlyDictionary<string, string> keys, ConcurrentDictionary<string, bool> usedNonces, JsonObject body)
    {
        var query = string.Join('&', Signed.Select(name => $"{name}={Encode(body.TextOf(name)!)}"));
        if (!keys.TryGetValue(body.TextOf("AccessKeyId")!, out var secret) || Sign(secret, $"GET&%2F&{Encode(query)}") != body.TextOf("Signature")
            || !usedNonces.TryAdd(body.TextOf("SignatureNonce")!, true))
        {
            throw Refusal.RefusedByCloud();
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "The service's own algorithm.")]
    private static string Sign(string secret, string text) =>
        Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes($"{secret}&"), Encoding.UTF8.GetBytes(text)));

    private static string Encode(string text) => Uri.EscapeDataString(text);
}
