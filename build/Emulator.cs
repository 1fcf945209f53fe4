using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Build;

/// <summary>The emulator of Infisical and AWS as a process of its own, ended with this object.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    /// <summary>What the emulated AWS says when it refuses.</summary>
    internal const string Refusal = "User is not authorized to perform: iam:CreateAccessKey.";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    private readonly RunningCommand _process;
    private readonly HttpClient _control;
    private readonly JsonElement _facts;

    private Emulator(RunningCommand process, JsonElement facts)
    {
        _process = process;
        _facts = facts;
        _control = new HttpClient { BaseAddress = new Uri(Address) };
    }

    internal string Address => Fact("address");

    internal string IamAddress => Fact("iamAddress");

    internal string ClientId => Fact("clientId");

    internal string ClientSecret => Fact("clientSecret");

    internal string AwsAccessKeyId => Fact("awsAccessKeyId");

    internal string AwsSecretAccessKey => Fact("awsSecretAccessKey");

    internal string ProjectId => Fact("projectId");

    internal string ConnectionId => Fact("connectionId");

    /// <param name="assembly">The emulator's assembly.</param>
    internal static async Task<Emulator> StartAsync(string assembly, CancellationToken cancellation)
    {
        var process = new Command("dotnet", "exec", assembly, "--until-stdin-ends").Start();
        var line = await process.FirstLineAsync(cancellation)
            ?? throw new StepFailedException($"The emulator ended before it printed its address: {process.ErrorSoFar}");
        using var facts = JsonDocument.Parse(line);
        return new Emulator(process, facts.RootElement.Clone());
    }

    /// <summary>Adds an access key that Infisical did not issue.</summary>
    internal Task AddForeignKeyAsync(ForeignKey key, CancellationToken cancellation) => PostAsync("iam-keys", key, cancellation);

    /// <summary>From now on this is the time of Infisical and AWS.</summary>
    internal Task StopClockAsync(string now, CancellationToken cancellation) => PostAsync("clock", new { now }, cancellation);

    internal async Task FailNextRotationAsync(CancellationToken cancellation)
    {
        await PostAsync("provider-faults", new { text = Refusal, times = 5 }, cancellation);
        await PostAsync("clock", new { days = 31 }, cancellation);
    }

    internal async Task<Counts> CountAsync(CancellationToken cancellation)
    {
        var world = await _control.GetFromJsonAsync<JsonElement>("/_emulator/world", cancellation);
        var issued = Having("accessKeys", "madeByServer");
        return new Counts(Count("rotations"), Having("rotations", "hasFailed"), issued, Count("accessKeys") - issued, Count("secrets"));

        int Count(string name) => world.GetProperty(name).GetInt32();
        int Having(string name, string fact) =>
            world.GetProperty("details").GetProperty(name).EnumerateArray().Count(item => item.GetProperty(fact).GetBoolean());
    }

    public ValueTask DisposeAsync()
    {
        _control.Dispose();
        return _process.DisposeAsync();
    }

    private async Task PostAsync<T>(string path, T body, CancellationToken cancellation)
    {
        using var response = await _control.PostAsJsonAsync($"/_emulator/{path}", body, Json, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new StepFailedException($"The emulator refused {path}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }
    }

    private string Fact(string name) => _facts.GetProperty(name).GetString()!;

    /// <summary>An access key of an IAM user that somebody else created.</summary>
    internal sealed record ForeignKey(string UserName, string AccessKeyId, int DaysOld, string? UsedFor = null, int UsedDaysAgo = 0);

    /// <summary>What a stack makes and must not leave behind, and keys that it must leave alone.</summary>
    internal sealed record Counts(int Rotations, int FailedRotations, int IssuedKeys, int ForeignKeys, int Secrets)
    {
        public override string ToString() =>
            $"rotations: {Rotations} (failed: {FailedRotations}), secrets: {Secrets}, access keys issued by Infisical: {IssuedKeys}, " +
            $"foreign access keys: {ForeignKeys}";
    }
}
