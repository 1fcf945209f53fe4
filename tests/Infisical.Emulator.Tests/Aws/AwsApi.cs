using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;

namespace Infisical.Emulator.Tests.Aws;

/// <summary>Calls the AWS Query API, signed with a key; its own signing, so that the emulator's is held against something.</summary>
internal sealed class AwsApi(EmulatorServer server, AwsKey key, string? sessionToken = null) : IDisposable
{
    private const string Time = "20260801T101500Z";

    private readonly HttpClient _http = new() { BaseAddress = server.IamAddress };

    public async Task<AwsReply> Call(string action, params (string Name, string Value)[] parameters)
    {
        var body = string.Join('&', parameters.Prepend(("Action", action)).Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new StringContent(body, Encoding.UTF8, "application/x-www-form-urlencoded") };
        request.Headers.Add("x-amz-date", Time);
        if (sessionToken is not null)
        {
            request.Headers.Add("x-amz-security-token", sessionToken);
        }

        request.Headers.TryAddWithoutValidation("Authorization", Sign(body, action is "GetCallerIdentity" or "AssumeRole" ? "sts" : "iam"));
        using var response = await _http.SendAsync(request, Api.Cancellation);
        return new AwsReply(response.StatusCode, XDocument.Parse(await response.Content.ReadAsStringAsync(Api.Cancellation)));
    }

    public void Dispose() => _http.Dispose();

    private string Sign(string body, string service)
    {
        var token = sessionToken is null ? "" : $"x-amz-security-token:{sessionToken}\n";
        var signed = sessionToken is null ? "host;x-amz-date" : "host;x-amz-date;x-amz-security-token";
        var canonical = $"POST\n/\n\nhost:{server.IamAddress.Authority}\nx-amz-date:{Time}\n{token}\n{signed}\n{Hash(body)}";
        var scope = $"20260801/us-east-1/{service}/aws4_request";
        var secret = Encoding.UTF8.GetBytes($"AWS4{key.SecretAccessKey}");
        var signing = Mac(Mac(Mac(Mac(secret, "20260801"), "us-east-1"), service), "aws4_request");
        var signature = Convert.ToHexStringLower(Mac(signing, $"AWS4-HMAC-SHA256\n{Time}\n{scope}\n{Hash(canonical)}"));
        return string.Create(
            CultureInfo.InvariantCulture, $"AWS4-HMAC-SHA256 Credential={key.AccessKeyId}/{scope}, SignedHeaders={signed}, Signature={signature}");
    }

    private static byte[] Mac(byte[] with, string text) => HMACSHA256.HashData(with, Encoding.UTF8.GetBytes(text));

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

/// <summary>An answer of AWS.</summary>
internal sealed record AwsReply(HttpStatusCode Code, XDocument Body)
{
    public int Status => (int)Code;

    public IReadOnlyList<string> All(string element) => [.. Body.Descendants().Where(node => node.Name.LocalName == element).Select(node => node.Value)];

    public string One(string element) => Assert.Single(All(element));

    public AwsReply Expect(int status)
    {
        Assert.True(status == Status, Body.ToString());
        return this;
    }
}
