using System.Collections.Immutable;
using System.Globalization;
using System.Web;
using Infisical.Emulator;

namespace Bench;

/// <summary>An emulated server with one IAM user for each resource, so that no rotation disturbs another.</summary>
internal static class World
{
    public static Task<EmulatorServer> StartAsync(int users, CancellationToken cancellation, RateLimits? limits = null) =>
        EmulatorServer.StartAsync(
            new EmulatorOptions
            {
                Seed = Seed.Default() with
                {
                    IamUsers = [.. Enumerable.Range(0, users).Select(number => new SeedIamUser(UserName(number)))],
                },
                RateLimits = limits,
            },
            cancellation);

    public static string UserName(int number) => string.Create(CultureInfo.InvariantCulture, $"user-{number}");

    public static string SecretName(int number, string kind) => string.Create(CultureInfo.InvariantCulture, $"USER_{number}_{kind}");

    /// <summary>How often each kind of request arrived, most first.</summary>
    public static string Told(ImmutableArray<RecordedRequest> requests) => requests.Length == 0
        ? "none"
        : string.Join(" + ", requests
            .GroupBy(Kind)
            .OrderByDescending(group => group.Count())
            .Select(group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} {group.Key}")));

    private static string Kind(RecordedRequest request) =>
        request.Listener == EmulatorListener.Aws ? HttpUtility.ParseQueryString(request.Body)["Action"] ?? "AWS"
        : request.Path.EndsWith("/login", StringComparison.Ordinal) ? "login" : request.Method;
}
