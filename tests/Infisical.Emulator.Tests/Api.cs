using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests;

/// <summary>An emulator of its own and a client that is logged in there; its clock stands at <see cref="Start"/>.</summary>
internal sealed class Api : IAsyncDisposable
{
    public const string Rotations = "/api/v2/secret-rotations";
    public const string Aws = "/api/v2/secret-rotations/aws-iam-user-secret";

    private Api(EmulatorServer server)
    {
        Server = server;
        Http = new HttpClient { BaseAddress = server.Address };
        LogInAs(server.Seed.Identity);
    }

    public static DateTimeOffset Start { get; } = DateTimeOffset.Parse("2026-08-01T10:15:00Z", CultureInfo.InvariantCulture);

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public EmulatorServer Server { get; }

    public HttpClient Http { get; }

    public string ProjectId => Server.Seed.Project.Id;

    public static async Task<Api> StartAsync(Action<EmulatorOptions>? configure = null)
    {
        var options = new EmulatorOptions();
        configure?.Invoke(options);
        var server = await EmulatorServer.StartAsync(options, Cancellation);
        server.Clock.Set(Start);
        return new Api(server);
    }

    public void LogInAs(Identity identity)
    {
        Server.World.Add(identity);
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Server.IssueToken(identity));
    }

    public void LogInWithOnly(params Grant[] grants) => LogInAs(new Identity("limited") { Grants = [.. grants] });

    public Task<Reply> Get(string path) => SendAsync(HttpMethod.Get, path, body: null);

    public Task<Reply> Post(string path, JsonNode? body = null) => SendAsync(HttpMethod.Post, path, body);

    public Task<Reply> Patch(string path, JsonNode body) => SendAsync(HttpMethod.Patch, path, body);

    public Task<Reply> Delete(string path, JsonNode? body = null) => SendAsync(HttpMethod.Delete, path, body);

    public async Task<Reply> SendAsync(HttpMethod method, string path, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return await SendAsync(request);
    }

    public async Task<Reply> SendAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        var headers = response.Headers.ToDictionary(header => header.Key.ToLowerInvariant(), header => string.Join(',', header.Value));
        return new Reply(response.StatusCode, text, headers);
    }

    /// <summary>A body that makes a rotation of ci-bot's keys in /services of dev.</summary>
    public JsonObject AwsBody(string name = "ci-key", string keyName = "CI_KEY_ID", string secretName = "CI_KEY_SECRET") => new()
    {
        ["name"] = name,
        ["projectId"] = ProjectId,
        ["connectionId"] = Server.Seed.Connection.Id,
        ["environment"] = "dev",
        ["secretPath"] = "/services",
        ["rotationInterval"] = 30,
        ["parameters"] = new JsonObject { ["userName"] = "ci-bot" },
        ["secretsMapping"] = new JsonObject { ["accessKeyId"] = keyName, ["secretAccessKey"] = secretName },
    };

    /// <summary>Makes that rotation; its id.</summary>
    public async Task<string> CreateAsync(JsonObject? body = null, string path = Aws) =>
        (await Post(path, body ?? AwsBody())).Expect(200)["secretRotation"]!["id"]!.GetValue<string>();

    public string? ValueOf(string secret) => Server.World.SecretsAt("dev", "/services").SingleOrDefault(row => row.Name == secret)?.Value;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Server.DisposeAsync();
    }
}

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(HttpStatusCode Code, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public int Status => (int)Code;

    public JsonNode Body => JsonNode.Parse(Text)!;

    public string? Error => Body["error"]?.GetValue<string>();

    public string Message => Body["message"]!.ToString();

    public JsonNode Rotation => Body["secretRotation"]!;

    /// <summary>The body of an answer that must have this status.</summary>
    public JsonNode Expect(int status)
    {
        Assert.True(status == Status, $"{Status}: {Text}");
        return Body;
    }

    /// <summary>An answer that must have nothing to say.</summary>
    public void ExpectEmpty() => Assert.True(Status == 204 && Text.Length == 0, $"{Status}: {Text}");

    /// <summary>An error that must read so.</summary>
    public void Refused(int status, string error, string message)
    {
        Assert.True(status == Status, $"{Status}: {Text}");
        Assert.Equal((error, message), (Error, Message));
    }
}
