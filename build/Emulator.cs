using System.Net.Http.Json;
using System.Text.Json;

namespace Build;

/// <summary>The emulator of Infisical and AWS as a process of its own, ended with this object.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    /// <summary>What the emulated AWS says when it refuses.</summary>
    internal const string Refusal = "User is not authorized to perform: iam:CreateAccessKey.";

    private readonly RunningCommand _process;
    private readonly HttpClient _control;
    private readonly JsonElement _facts;

    private Emulator(RunningCommand process, JsonElement facts)
    {
        _process = process;
        _facts = facts;
        _control = new HttpClient { BaseAddress = new Uri(Address) };
    }

    internal static Counts Nothing { get; } = new(0, 0, 0);

    internal string Address => Fact("address");

    internal string ClientId => Fact("clientId");

    internal string ClientSecret => Fact("clientSecret");

    internal string ProjectId => Fact("projectId");

    internal string ConnectionId => Fact("connectionId");

    internal static async Task<Emulator> StartAsync(CancellationToken cancellation)
    {
        var command = new Command("dotnet", "exec", Repository.ReleaseAssembly("Infisical.Emulator"), "--until-stdin-ends");
        var process = command.Start();
        var line = await process.FirstLineAsync(cancellation)
            ?? throw new StepFailedException($"The emulator ended before it printed its address: {process.ErrorSoFar}");
        using var facts = JsonDocument.Parse(line);
        return new Emulator(process, facts.RootElement.Clone());
    }

    internal async Task FailNextRotationAsync(CancellationToken cancellation)
    {
        await PostAsync("provider-faults", new { text = Refusal, times = 5 }, cancellation);
        await PostAsync("clock", new { days = 31 }, cancellation);
    }

    internal async Task<Counts> CountAsync(CancellationToken cancellation)
    {
        var world = await _control.GetFromJsonAsync<JsonElement>("/_emulator/world", cancellation);
        return new Counts(Count("rotations"), Count("accessKeys"), Count("secrets"));

        int Count(string name) => world.GetProperty(name).GetInt32();
    }

    public ValueTask DisposeAsync()
    {
        _control.Dispose();
        return _process.DisposeAsync();
    }

    private async Task PostAsync<T>(string path, T body, CancellationToken cancellation)
    {
        using var response = await _control.PostAsJsonAsync($"/_emulator/{path}", body, cancellation);
        response.EnsureSuccessStatusCode();
    }

    private string Fact(string name) => _facts.GetProperty(name).GetString()!;

    /// <summary>What a stack makes and must not leave behind.</summary>
    internal sealed record Counts(int Rotations, int AccessKeys, int Secrets)
    {
        public override string ToString() => $"rotations: {Rotations}, access keys: {AccessKeys}, secrets: {Secrets}";
    }
}
