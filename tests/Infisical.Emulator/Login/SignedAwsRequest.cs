using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>
/// The request for the caller's identity that an AWS login contains. The server sends it on to STS; here the signature is
/// verified with the key that signed it.
/// </summary>
internal static class SignedAwsRequest
{
    private const string Action = "Action=GetCallerIdentity&Version=2011-06-15";

    public static void Check(Instance instance, JsonObject body)
    {
        var request = Read(instance, body);
        var host = request.Headers.GetValueOrDefault("host") ?? "";
        if (request.Method != "POST" || Encoding.UTF8.GetString(request.Body) != Action || !IsSts(host))
        {
            throw Refusal.Unauthorized("Access denied: not a request for the caller's identity");
        }

        try
        {
            var signature = SignatureV4.Read(request);
            var isSigned = instance.SecretOf(signature.AccessKeyId) is { } secret && signature.Fits(request, secret);
            if (!isSigned || signature.Service != "sts" || !host.Contains($".{signature.Region}.", StringComparison.Ordinal)
                || !signature.SignedHeaders.Split(';').Contains("host"))
            {
                throw Refusal.RefusedByCloud();
            }
        }
        catch (IamFailure)
        {
            throw Refusal.RefusedByCloud();
        }
    }

    private static bool IsSts(string host) =>
        host.StartsWith("sts.", StringComparison.Ordinal)
        && (host.EndsWith(".amazonaws.com", StringComparison.Ordinal) || host.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal));

    private static Arrived Read(Instance instance, JsonObject body)
    {
        try
        {
            var headers = JsonNode.Parse(Convert.FromBase64String(body.TextOf("iamRequestHeaders")!))!.AsObject()
                .ToImmutableDictionary(header => header.Key.ToLowerInvariant(), header => header.Value!.GetValue<string>());
            return new Arrived(
                EmulatorListener.Aws,
                instance.Now,
                body.TextOf("iamHttpRequestMethod")!,
                "/",
                "/",
                ImmutableDictionary<string, string>.Empty,
                headers,
                Convert.FromBase64String(body.TextOf("iamRequestBody")!));
        }
        catch (Exception problem) when (problem is FormatException or System.Text.Json.JsonException or InvalidOperationException)
        {
            throw Refusal.Unauthorized("Access denied: the request cannot be read");
        }
    }
}
