using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Connections;

/// <summary>Credentials that the service refuses.</summary>
public sealed class CredentialPropagationTests
{
    [Fact]
    public async Task The_refusal_of_the_service_reaches_the_user_without_the_secret()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.OnConnection(ConnectionFault.Refuses(
            "password authentication failed for user \"infisical\" with canary-pa55word"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(ConnectionHarness.Postgres()));

        Assert.Contains(
            "password authentication failed for user \"infisical\"", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, engine.Server.World.Connections);
    }

    [Fact]
    public async Task A_401_of_the_service_is_not_taken_for_a_refused_token()
    {
        await using var engine = await ConnectionHarness.Start("fireworks");
        engine.Server.Faults.OnConnection(ConnectionFault.Unauthorized("invalid key"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionFacts.Inputs("fireworks", "api-key")));

        Assert.Contains("invalid key", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("auth of the provider", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.All, one => one.Method == "POST" && IsConnection(one.Path));
        Assert.Single(engine.Server.Requests.All, one => one.Path.Contains("/login", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_access_key_that_is_new_is_tried_again()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 2 });
        var key = NewKey(engine);

        var stored = await engine.Create(ConnectionHarness.Aws(key));

        Assert.Equal(key.SecretAccessKey, engine.Server.World.AppConnections.Find(stored.Id)!["secretAccessKey"]);
        Assert.Equal(2, engine.Log.Count(line => line.Contains("trying again", StringComparison.Ordinal)));
        Assert.Equal(TimeSpan.FromSeconds(15), engine.Time.Waited);
    }

    [Fact]
    public async Task An_access_key_that_stays_unknown_is_refused_after_half_a_minute()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 50 });

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionHarness.Aws(NewKey(engine))));

        Assert.Contains("security token", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(35), engine.Time.Waited);
        Assert.Null(engine.Server.World.AppConnections.Named("rotator"));
    }

    [Fact]
    public async Task Ctrl_C_ends_the_wait_for_a_new_key()
    {
        await using var engine = await ConnectionHarness.Start(
            "aws", options: new EmulatorOptions { AwsPropagationAttempts = 50 });
        engine.Time.After(TimeSpan.FromSeconds(5), () =>
        {
            engine.Cancel();
            return Task.CompletedTask;
        });

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(ConnectionHarness.Aws(NewKey(engine))));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Null(engine.Server.World.AppConnections.Named("rotator"));
    }

    [Fact]
    public async Task A_refused_token_is_renewed()
    {
        await using var engine = await ConnectionHarness.Start();
        engine.Server.Faults.On("POST", ConnectionHarness.Route, Fault.Error(
            401, "UnauthorizedError", "Failed to authorize revoked access token, access token is revoked"));

        var stored = await engine.Create(ConnectionHarness.Postgres());

        Assert.NotNull(engine.Server.World.AppConnections.Find(stored.Id));
        Assert.Equal(2, engine.Server.Requests.All.Count(
            one => one.Path.Contains("/login", StringComparison.Ordinal)));
    }

    private static AwsKey NewKey(ProviderHarness engine)
    {
        var key = engine.Server.World.AddKey("deploy-bot");
        return new AwsKey(key.AccessKeyId, key.SecretAccessKey);
    }

    private static bool IsConnection(string path) =>
        path.StartsWith("/api/v1/app-connections/", StringComparison.Ordinal);
}
