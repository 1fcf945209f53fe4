using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Clients as the tests need them.</summary>
internal static class Clients
{
    public const string Type = "aws-iam-user-secret";

    /// <summary>The secret of the login.</summary>
    public const string Secret = "s3cret-for-test";

    public static InfisicalOptions Options { get; } = new()
    {
        Host = new Uri("https://infisical.test"),
        Credentials = new Credentials.Universal("client-1", Secret),
        RequestTimeout = Timeout.InfiniteTimeSpan,
        Jitter = new Random(1),
    };

    public static NewRotation Body { get; } = new()
    {
        Name = "app-db",
        ProjectId = "p1",
        ConnectionId = "c1",
        Environment = "dev",
        SecretPath = "/services",
        RotationInterval = 30,
        Parameters = new() { ["userName"] = "ci-bot" },
        SecretsMapping = new() { ["accessKeyId"] = "CI_KEY_ID" },
    };

    public static InfisicalClient For(StubServer server, TimeProvider? time = null) =>
        new(Options with { TimeProvider = time ?? new ImmediateTime() }, server);

    /// <summary>A client whose every call gets this answer, after a login that succeeds.</summary>
    public static InfisicalClient Answering(Func<HttpResponseMessage> answer) =>
        For(new StubServer(request => request.IsLogin ? Answers.Login() : answer()));
}
