using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Infisical.Emulator;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>The emulator of one test, with what tests ask of it, and a hand that changes things behind Pulumi's back.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string Rotations = "/api/v2/secret-rotations";
    private readonly HttpClient _hand;

    private Server(EmulatorServer emulator)
    {
        Emulator = emulator;
        _hand = new HttpClient { BaseAddress = emulator.Address };
        _hand.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", emulator.IssueToken(emulator.Seed.Identity));
    }

    public EmulatorServer Emulator { get; }

    public string ProjectId => Emulator.Seed.Project.Id;

    public string ConnectionId => Emulator.Seed.Connection.Id;

    /// <summary>The only rotation there is.</summary>
    public WorldRotation Rotation => Assert.Single(Emulator.World.Rotations);

    public static async Task<Server> StartAsync(EmulatorOptions? options = null) =>
        new(await EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken));

    /// <summary>Where the provider finds it, and who it is there.</summary>
    public ImmutableDictionary<string, string> EnvironmentFor(Identity? identity = null) => ImmutableDictionary<string, string>.Empty
        .Add("INFISICAL_HOST", Emulator.Address.ToString().TrimEnd('/'))
        .Add("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", (identity ?? Emulator.Seed.Identity).ClientId)
        .Add("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", (identity ?? Emulator.Seed.Identity).ClientSecret);

    /// <summary>Rotations, keys and secrets: what a stack makes and must not leave behind.</summary>
    public (int Rotations, int Keys, int Secrets) Counts() =>
        (Emulator.World.Rotations.Length, Emulator.World.Keys.Length, Emulator.World.Secrets.Length);

    public void HoldsNothing() => Assert.Equal((0, 0, 0), Counts());

    /// <summary>How many requests of this method came to the rotations since the log was cleared.</summary>
    public int Asked(string method) => Emulator.Requests.To(method, Rotations).Length;

    /// <summary>From now on no request is answered.</summary>
    public void GoAway() => GoAway("*", "/");

    /// <summary>From now on no request of this kind is answered.</summary>
    /// <param name="method"><c>*</c> for any.</param>
    /// <param name="pathStart">What its path begins with.</param>
    public void GoAway(string method, string pathStart) =>
        Emulator.Faults.On(method, pathStart, Fault.CutBeforeHandling, times: int.MaxValue);

    /// <summary>Ends <see cref="GoAway()"/>.</summary>
    public void ComeBack() => Emulator.Faults.Clear();

    /// <summary>A rotation as the API tells it.</summary>
    public async Task<JsonElement> GetAsync(WorldRotation rotation)
    {
        var answer = await _hand.GetFromJsonAsync<JsonElement>($"{Rotations}/{rotation.Type}/{rotation.Id}", TestContext.Current.CancellationToken);
        return answer.GetProperty("secretRotation");
    }

    public async Task ChangeByHandAsync(WorldRotation rotation, object change)
    {
        using var answer = await _hand.PatchAsJsonAsync($"{Rotations}/{rotation.Type}/{rotation.Id}", change, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>
    /// Every replica knows by now what was created. Within a minute of that, "not found" is taken for the answer of one
    /// that lags, and is asked for again for some seconds.
    /// </summary>
    public void WaitForReplicas() => Emulator.Clock.Advance(TimeSpan.FromMinutes(2));

    public async Task DeleteByHandAsync(WorldRotation rotation)
    {
        using var answer = await _hand.DeleteAsync(
            new Uri($"{Rotations}/{rotation.Type}/{rotation.Id}?deleteSecrets=true&revokeGeneratedCredentials=true", UriKind.Relative), TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Makes a rotation of an IAM user's keys, as someone else would; its id.</summary>
    public async Task<string> CreateByHandAsync(object body)
    {
        using var answer = await _hand.PostAsJsonAsync($"{Rotations}/aws-iam-user-secret", body, TestContext.Current.CancellationToken);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        return made.GetProperty("secretRotation").GetProperty("id").GetString()!;
    }

    public ValueTask DisposeAsync()
    {
        _hand.Dispose();
        return Emulator.DisposeAsync();
    }
}
