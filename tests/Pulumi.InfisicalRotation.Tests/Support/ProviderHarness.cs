using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// The provider and the server it talks to, and between the two what the engine would do: check before create and
/// update, hand over what was stored. It covers only what these tests need; the test engine covers the whole protocol.
/// </summary>
internal sealed class ProviderHarness : IAsyncDisposable
{
    public const string AwsToken = "infisical-rotation:index:AwsIamUserSecretRotation";

    private readonly CancellationTokenSource _cancelled = new();
    private readonly CancellationTokenSource _abandoned = new();

    private ProviderHarness(EmulatorServer server) => Server = server;

    /// <summary>The token of the resource type; may be changed between two calls.</summary>
    public string Token { get; set; } = AwsToken;

    public EmulatorServer Server { get; }

    /// <summary>The provider's clock, a new one in each run.</summary>
    public QuickTime Time { get; private set; } = new();

    public InfisicalProvider Provider { get; private set; } = new(new QuickTime(), _ => null);

    /// <summary>The environment variables of the next runs.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    /// <summary>What was logged, as <c>Warning: text</c>.</summary>
    public ConcurrentQueue<string> Log { get; } = new();

    public IEnumerable<string> Warnings => Log.Where(line => line.StartsWith("Warning", StringComparison.Ordinal));

    public CallContext Context => ContextOf("r");

    public static async Task<ProviderHarness> Start(EmulatorOptions? options = null, string token = AwsToken)
    {
        var engine =
            new ProviderHarness(await EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken))
            {
                Token = token,
            };
        engine.NewRun();
        return engine;
    }

    /// <summary>As a run of the CLI does: a fresh process with its configuration.</summary>
    public void NewRun(PropertyMap? configuration = null, TimeProvider? time = null)
    {
        Provider.Dispose();
        Time = new QuickTime();
        Provider = new InfisicalProvider(time ?? Time, Variables.GetValueOrDefault);
        Provider.Configure(configuration ?? Configuration(), (level, text) => Log.Enqueue($"{level}: {text}"));
    }

    public PropertyMap Configuration(Identity? identity = null, string? host = null) => PropertyMap.Empty
        .With("host", host ?? Server.Address.ToString())
        .With("maxRetries", 1d)
        .With("auth", PropertyMap.Empty.With("universal", PropertyMap.Empty
            .With("clientId", (identity ?? Server.Seed.Identity).ClientId)
            .With("clientSecret", new PropertyValue.Secret((identity ?? Server.Seed.Identity).ClientSecret))));

    /// <summary>Inputs of a rotation for ci-bot that this server accepts.</summary>
    public PropertyMap Inputs(string name = "ci-key", string user = "ci-bot", string prefix = "CI") => PropertyMap.Empty
        .With("name", name)
        .With("projectId", Server.Seed.Project.Id)
        .With("connectionId", Server.Seed.Connection.Id)
        .With("environment", "dev")
        .With("secretPath", "/services")
        .With("rotationInterval", 30d)
        .With("parameters", PropertyMap.Empty.With("userName", user))
        .With(
            "secretsMapping",
            PropertyMap.Empty.With("accessKeyId", $"{prefix}_ID").With("secretAccessKey", $"{prefix}_SECRET"));

    public PropertyMap Check(PropertyMap news, PropertyMap? olds = null, string name = "r")
    {
        var answer = Provider.Check(new CheckCall(Token, name, Urn(name), olds ?? PropertyMap.Empty, news, null));
        Assert.Empty(answer.Errors);
        return answer.Inputs;
    }

    public async Task<Stored> Create(PropertyMap news, string name = "r")
    {
        var inputs = Check(news, null, name);
        var answer = await Provider.Create(new CreateCall(Token, name, inputs, IsPreview: false), ContextOf(name));
        Assert.NotEmpty(answer.Id);
        return new Stored(answer.Id, inputs, answer.Outputs, name);
    }

    public Task<CreateAnswer> PreviewCreate(PropertyMap news, string name = "r") =>
        Provider.Create(new CreateCall(Token, name, Check(news, null, name), IsPreview: true), ContextOf(name));

    public ImmutableArray<PropertyChange> Diff(Stored stored, PropertyMap news, string? name = null) =>
        Provider.Diff(new DiffCall(
            Token,
            Urn(name ?? stored.Name),
            stored.Id,
            stored.Inputs,
            stored.Outputs,
            Check(news, stored.Inputs, name ?? stored.Name),
            [])).Changes;

    /// <summary>
    /// The refresh before the program runs compares what was read with the state. A replacement on request has no other
    /// Diff.
    /// </summary>
    public void DiffBeforeProgram(Stored stored, string name = "r") => Provider.Diff(
        new DiffCall(Token, Urn(name), stored.Id, stored.Inputs, stored.Outputs, stored.Inputs, []));

    public async Task<Stored> Update(Stored stored, PropertyMap news, string? name = null)
    {
        var inputs = Check(news, stored.Inputs, name ?? stored.Name);
        var answer = await Provider.Update(
            Call(stored, inputs, isPreview: false, name), ContextOf(name ?? stored.Name));
        return stored with { Inputs = inputs, Outputs = answer.Outputs };
    }

    public Task<UpdateAnswer> PreviewUpdate(Stored stored, PropertyMap news) =>
        Provider.Update(
            Call(stored, Check(news, stored.Inputs, stored.Name), isPreview: true), ContextOf(stored.Name));

    /// <summary>Null where the rotation is gone.</summary>
    public async Task<Stored?> Read(Stored stored)
    {
        var answer = await Provider.Read(
            new ReadCall(Token, stored.Name, stored.Id, stored.Outputs, stored.Inputs), ContextOf(stored.Name));
        return answer is null ? null : new Stored(answer.Id, answer.Inputs, answer.State, stored.Name);
    }

    /// <summary>The engine asks for all of them before the first is answered.</summary>
    public async Task<Stored?[]> ReadTogether(params IEnumerable<Stored> stored)
    {
        Time.Hold();
        var reading = Task.WhenAll(stored.Select(Read));
        Time.Release();
        return await reading;
    }

    public async Task<Stored?> Import(string id, string name = "r")
    {
        var answer = await Provider.Read(new ReadCall(Token, name, id, null, null), ContextOf(name));
        return answer is null ? null : new Stored(answer.Id, answer.Inputs, answer.State, name);
    }

    public Task Delete(Stored stored) =>
        Provider.Delete(
            new DeleteCall(Token, stored.Name, stored.Id, stored.Inputs, stored.Outputs), ContextOf(stored.Name));

    /// <summary>
    /// Another client sends a request about rotations; an error answer is not this provider's concern.
    /// </summary>
    public Task SendElsewhere(HttpMethod method, string path, PropertyMap? body = null) =>
        SendElsewhere(method, "aws-iam-user-secret", path, body);

    /// <inheritdoc cref="SendElsewhere(HttpMethod, string, PropertyMap?)"/>
    public async Task SendElsewhere(HttpMethod method, string slug, string path, PropertyMap? body)
    {
        using var client = new HttpClient { BaseAddress = Server.Address };
        using var request = new HttpRequestMessage(method, $"/api/v2/secret-rotations/{slug}{path}");
        request.Headers.Authorization = new("Bearer", Server.IssueToken(Server.Seed.Identity));
        request.Content = body is null ? null : new StringContent(
            FieldJson.ToJson(body).ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task RotateElsewhere(Stored stored) => SendElsewhere(HttpMethod.Post, $"/{stored.Id}/rotate-secrets");

    public Task DeleteElsewhere(Stored stored) =>
        SendElsewhere(HttpMethod.Delete, $"/{stored.Id}?deleteSecrets=true&revokeGeneratedCredentials=true");

    public async Task DeleteEverything()
    {
        foreach (var rotation in Server.World.Rotations)
        {
            await DeleteElsewhere(new Stored(rotation.Id, PropertyMap.Empty, PropertyMap.Empty));
        }
    }

    public void Cancel() => _cancelled.Cancel();

    public void Abandon() => _abandoned.Cancel();

    /// <summary>
    /// How many rotations, keys and secrets there are, such as <c>1 rotations, 1 keys, 2 secrets</c>.
    /// </summary>
    public string WhatIsThere() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Server.World.Rotations.Length} rotations, {Server.World.Keys.Length} keys, {Server.World.Secrets.Length} secrets");

    /// <summary>Requests to the rotation routes and around them, without logins.</summary>
    public ImmutableArray<string> RequestsSince(int count) =>
        [
            .. Server.Requests.All
                .Skip(count)
                .Select(request => $"{request.Method} {request.Path}")
                .Where(line => !line.Contains("/auth/", StringComparison.Ordinal)),
        ];

    /// <summary>
    /// Requests of this method that arrive until the call ends are not answered: each exceeds its time limit.
    /// </summary>
    public async Task<T> WithoutAnswers<T>(string method, Func<Task<T>> start)
    {
        var seen = Server.Requests.All.Length;
        var call = start();
        while (!call.IsCompleted)
        {
            var arrival = Server.Requests.ArrivedAsync(
                request => request.Number > seen && request.Method == method, TestContext.Current.CancellationToken);
            if (await Task.WhenAny(call, arrival) == arrival)
            {
                seen = (await arrival).Number;
                Time.ExpireLimits();
            }
        }

        return await call;
    }

    public async ValueTask DisposeAsync()
    {
        Provider.Dispose();
        _cancelled.Dispose();
        _abandoned.Dispose();
        await Server.DisposeAsync();
    }

    public CallContext ContextOf(string name) =>
        new(Urn(name), (level, text) => Log.Enqueue($"{level}: {text}"), _cancelled.Token, _abandoned.Token);

    public string Urn(string name) => $"urn:pulumi:dev::test::{Token}::{name}";

    private UpdateCall Call(Stored stored, PropertyMap inputs, bool isPreview, string? name = null) =>
        new(Token, name ?? stored.Name, stored.Id, stored.Inputs, stored.Outputs, inputs, [], isPreview);
}

/// <summary>What the engine keeps of a resource.</summary>
internal sealed record Stored(string Id, PropertyMap Inputs, PropertyMap Outputs, string Name = "r")
{
    public string? Text(string name) => (Outputs.Get(name)?.Plain() as PropertyValue.Text)?.Value;
}
