using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>The block <c>aws</c> leads to one account, and the app connection to another.</summary>
public sealed class OtherAccountTests
{
    private const string Own = "123456789012";
    private const string Other = "210987654321";
    private const string Role = $"arn:aws:iam::{Other}:role/infisical";

    [Fact]
    public async Task A_configured_role_of_another_account_refuses_what_issues_a_key()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs("old", "deploy-bot", "OLD"), "old");
        engine.NewRunWithAws(Role);
        ForbidConnection(engine);
        var posts = engine.Posts();
        var triggered = engine.Inputs("old", "deploy-bot", "OLD")
            .With("rotateTriggers", PropertyMap.Empty.With("n", "1"))
            .With("name", "renamed");

        var create = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));
        var rotate = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, triggered));

        Assert.All([create, rotate], refusal => Assert.Contains(
            $"uses the AWS account {Other}, and the aws block of the provider configuration reads the account {Own}",
            refusal.Message,
            StringComparison.Ordinal));
        Assert.Equal("old", Assert.Single(engine.Server.World.Rotations).Name);
        Assert.Equal((posts, "1 rotations, 1 keys, 2 secrets"), (engine.Posts(), engine.WhatIsThere()));
    }

    [Fact]
    public async Task In_a_preview_it_is_one_warning_and_nothing_is_said_about_the_keys_of_the_wrong_account()
    {
        await using var engine = await AwsHarness.Start(rotatorArn: Role);
        ForbidConnection(engine);

        await engine.PreviewCreate(engine.Inputs());
        await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");

        Assert.Single(engine.Warnings, line => line.Contains($"the account {Own}", StringComparison.Ordinal)
            && line.Contains(Other, StringComparison.Ordinal)
            && line.Contains("does not request a new key, unless allowDeletingOldestKey", StringComparison.Ordinal));
        Assert.DoesNotContain(engine.Log, line => line.Contains("deletes none now", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_allows_every_deletion_needs_no_check()
    {
        await using var engine = await AwsHarness.Start(rotatorArn: Role);
        ForbidConnection(engine);

        await engine.Create(engine.Inputs().With("allowDeletingOldestKey", true));

        Assert.Contains(engine.Warnings, line => line.Contains(Other, StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("created")]
    [InlineData("stored")]
    [InlineData("imported")]
    public async Task The_role_of_a_connection_in_the_program_tells_its_account(string connectionIs)
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { TriesAwsConnections = false });
        engine.NewRunWithAws();
        engine.Token = ConnectionFacts.Token("aws");
        var connection = await engine.Create(Connection(Role), "connection");
        if (connectionIs != "created")
        {
            engine.NewRunWithAws();
            var inputs = connection.Inputs;
            engine.Provider.Diff(new DiffCall(
                engine.Token,
                engine.Urn("connection"),
                connection.Id,
                connectionIs == "imported" ? inputs.Without("credentials") : inputs,
                connection.Outputs,
                inputs,
                []));
        }

        engine.Token = ProviderHarness.AwsToken;

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Create(engine.Inputs().With("connectionId", connection.Id)));

        Assert.Contains($"uses the AWS account {Other}", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    /// <summary>The server may have the credentials of another role: that of the program was never written.</summary>
    [Theory]
    [InlineData(null)]
    [InlineData("not-written")]
    public async Task A_role_that_was_never_written_tells_no_account(string? hash)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { TriesAwsConnections = false, RotationsObeyIamPolicies = false });
        engine.Token = ConnectionFacts.Token("aws");
        var connection = await engine.Create(Connection(Role), "connection");
        engine.NewRunWithAws();
        var outputs = hash is null
            ? connection.Outputs.Without("credentialsHash")
            : connection.Outputs.With("credentialsHash", hash);
        engine.Diff(connection with { Outputs = outputs }, connection.Inputs);
        engine.Token = ProviderHarness.AwsToken;

        await engine.Create(engine.Inputs().With("connectionId", connection.Id));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.DoesNotContain(engine.Warnings, line => line.Contains(Other, StringComparison.Ordinal));
    }

    /// <summary>Where nothing tells the account, the keys show that it may be the wrong one.</summary>
    [Fact]
    public async Task A_user_without_the_key_of_the_rotation_may_be_that_of_another_account()
    {
        await using var engine = await AwsHarness.Start();
        ForbidConnection(engine);
        var stored = await engine.Create(engine.Inputs());
        engine.NextDay();
        await engine.PreviewUpdate(stored, engine.Triggered(1));
        Assert.Empty(engine.Warnings);
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        engine.NewRunWithAws();

        await engine.PreviewUpdate(stored, engine.Triggered(1));

        Assert.Contains(
            $"no access key from the last rotation in the AWS account {Own}",
            Assert.Single(engine.Warnings),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_account_that_is_the_same_is_not_mentioned()
    {
        await using var engine = await AwsHarness.Start(rotatorArn: AwsHarness.BotArn);
        ForbidConnection(engine);

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(engine.Log, line => line.Contains("deletes none now", StringComparison.Ordinal));
        Assert.DoesNotContain(engine.Log, line => line.Contains("AWS account", StringComparison.Ordinal));
    }

    [Fact]
    public async Task STS_is_not_asked_where_nothing_tells_the_account_of_the_connection()
    {
        await using var engine = await AwsHarness.Start();
        ForbidConnection(engine);

        await engine.PreviewCreate(engine.Inputs());

        Assert.Contains(engine.Log, line => line.Contains("deletes none now", StringComparison.Ordinal));
        Assert.DoesNotContain(
            engine.Server.Requests.All,
            request => request.Listener == EmulatorListener.Aws
                && request.Body.Contains("GetCallerIdentity", StringComparison.Ordinal));
    }

    /// <summary>The keys that exist are in the account from before the change.</summary>
    [Theory]
    [InlineData(Role, true)]
    [InlineData("arn:aws:iam::123456789012:role/other", false)]
    public async Task A_role_that_changes_its_account_proves_nothing_about_the_keys_of_before(string before, bool isKept)
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { TriesAwsConnections = false, RotationsObeyIamPolicies = false });
        engine.Token = ConnectionFacts.Token("aws");
        var connection = await engine.Create(Connection(before), "connection");
        engine.Token = ProviderHarness.AwsToken;
        var stored = await engine.Create(engine.Inputs().With("connectionId", connection.Id));
        engine.Server.World.DeleteKey("ci-bot", engine.KeysOfBot().Single());
        engine.NewRunWithAws();
        engine.Token = ConnectionFacts.Token("aws");
        engine.Diff(connection, Connection($"arn:aws:iam::{Own}:role/infisical"));
        engine.Token = ProviderHarness.AwsToken;

        var fault = await Record.ExceptionAsync(() => engine.Delete(stored));

        Assert.Equal(isKept, fault is RefusalException);
        Assert.Equal(isKept ? 1 : 0, engine.Server.World.Rotations.Length);
    }

    private static PropertyMap Connection(string roleArn) => PropertyMap.Empty
        .With("name", "main")
        .With("method", "assume-role")
        .With("credentials", PropertyMap.Empty.With("roleArn", roleArn));

    private static void ForbidConnection(ProviderHarness engine) => engine.Server.Faults.On(
        "GET", $"/api/v1/app-connections/aws/{engine.Server.Seed.Connection.Id}", CommonFaults.Forbidden, times: 99);
}
