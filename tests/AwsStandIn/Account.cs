using System.Text.Json.Nodes;
using Grpc.Core;

namespace AwsStandIn;

/// <summary>The emulated AWS account, behind the emulator's control API.</summary>
internal sealed class Account(Uri emulator) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = emulator };

    public async Task SendAsync(HttpMethod method, string path, JsonObject body)
    {
        using var request = new HttpRequestMessage(method, new Uri($"_emulator/{path}", UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var answer = await _http.SendAsync(request);
        if (!answer.IsSuccessStatusCode)
        {
            var text = await answer.Content.ReadAsStringAsync();
            throw new RpcException(new Status(StatusCode.Unknown, $"IAM refused {method} {path}: {text}"));
        }
    }

    /// <summary>A user, or null.</summary>
    public async Task<JsonObject?> UserAsync(string name)
    {
        var users = await _http.GetFromJsonAsync<JsonObject>(new Uri("_emulator/iam-users", UriKind.Relative));
        return users!["users"]!.AsArray().Select(user => user!.AsObject()).FirstOrDefault(user => user["name"]!.GetValue<string>() == name);
    }

    public void Dispose() => _http.Dispose();
}
