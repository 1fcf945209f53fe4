using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>
/// Replacements that the engine creates first, or whose old rotation the program keeps: the predecessor still exists.
/// </summary>
public sealed class KeptPredecessorTests
{
    [Theory]
    [InlineData("ci-key", "deploy-bot", "NEW", "the name \"ci-key\"")]
    [InlineData("new-key", "deploy-bot", "CI", "the secret \"CI_ID\" and the secret \"CI_SECRET\"")]
    [InlineData("new-key", "ci-bot", "NEW", "the account \"ci-bot\"")]
    public async Task A_replacement_is_refused_while_its_predecessor_has_what_it_needs(
        string name, string user, string prefix, string needed)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs(name, user, prefix);
        engine.Diff(stored, news);
        var sent = engine.Server.Requests.All.Length;

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));

        Assert.StartsWith($"Rotation \"{name}\" cannot be created", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"both need {needed}.", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("deleteBeforeReplace: true", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("retainOnDelete", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(engine.RequestsSince(sent), line => line.StartsWith("POST", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>Another connection may lead to the same account, where a second rotation costs a key.</summary>
    [Fact]
    public async Task The_account_is_the_same_through_another_connection()
    {
        await using var engine = await ProviderHarness.Start();
        var other = new SeedConnection("aws", "aws-other");
        engine.Server.World.Add(other);
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs("new-key", prefix: "NEW").With("connectionId", other.Id);
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));

        Assert.Contains("both need the account \"ci-bot\"", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_replacement_that_needs_nothing_of_its_predecessor_is_created_beside_it()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs("new-key", "deploy-bot", "NEW");
        engine.Diff(stored, news);

        await engine.Create(news);

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("")]
    [InlineData("prod")]
    public async Task The_same_names_at_another_place_do_not_stop_a_replacement(string environment)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("prod", "/services"));
        var other = new SeedProject("other");
        engine.Server.World.Add(other);
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = environment.Length > 0
            ? engine.Inputs(user: "deploy-bot").With("environment", environment)
            : engine.Inputs(user: "deploy-bot").With("projectId", other.Id).With("secretPath", "/");
        engine.Diff(stored, news);

        await engine.Create(news);

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    /// <summary>Such a server deletes the oldest key before it finds that the name is taken.</summary>
    [Fact]
    public async Task The_key_in_use_survives_every_try_on_a_server_that_checks_late()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { ChecksSecretsBeforeIssuing = false });
        var stored = await engine.Create(engine.Inputs());
        var key = Assert.Single(engine.Server.World.KeysOf("ci-bot"));
        for (var run = 0; run < 3; run++)
        {
            engine.NewRun();
            engine.DiffBeforeProgram(stored);
            await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs("new-key")));
        }

        Assert.Equal(key.AccessKeyId, Assert.Single(engine.Server.World.KeysOf("ci-bot")).AccessKeyId);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_predecessor_that_an_earlier_process_deleted_is_not_in_the_way_of_a_lagging_replica()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.ReadLag.Reads = 4;
        await engine.Delete(stored);
        engine.NewRun();
        engine.Diff(stored, stored.Inputs);

        await engine.Create(stored.Inputs);

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        Assert.NotEqual(stored.Id, Assert.Single(engine.Server.World.Rotations).Id);
    }

    [Fact]
    public async Task Nothing_is_created_if_the_predecessor_cannot_be_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.DiffBeforeProgram(stored);
        engine.Server.Faults.On(
            "GET", $"/api/v2/secret-rotations/aws-iam-user-secret/{stored.Id}", CommonFaults.Forbidden, times: 9);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs("new-key", "ci-bot", "NEW")));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"adoptExisting\":true}")]
    [InlineData("{\"adoptExisting\":true,\"deleteSecretsOnDelete\":false}")]
    public async Task An_undone_replacement_gets_its_kept_rotation_back(string more)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var news = FieldJson.FromJson(JsonNode.Parse(more)!.AsObject())
            .Aggregate(engine.Inputs(), (all, pair) => all.With(pair.Key, pair.Value));
        engine.NewRun();
        engine.Diff(stored, news);
        var preview = await engine.PreviewCreate(news);
        engine.NewRun();
        engine.Diff(stored, news);

        var again = await engine.Create(news);
        await engine.Delete(stored);

        Assert.Equal("", preview.Id);
        Assert.Equal(stored.Id, again.Id);
        Assert.Contains(engine.Log, line => line.Contains("it is used again", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_replacement_that_is_undone_in_part_is_refused()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var news = engine.Inputs().With("description", "another");
        engine.Diff(stored, news);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(news));

        Assert.Contains("undo the change of the program", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>The engine would delete the rotation that it was asked to replace, and with it the new one.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_requested_replacement_never_adopts_its_predecessor(bool adoptExisting)
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("adoptExisting", adoptExisting);
        var stored = await engine.Create(inputs);
        engine.NewRun();
        engine.DiffBeforeProgram(stored);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(inputs));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    /// <summary>Without the read before the update, nothing tells that the rotation is this resource's own.</summary>
    [Fact]
    public async Task A_rotation_that_its_own_replacement_adopted_is_not_deleted()
    {
        await using var engine = await ProviderHarness.Start();
        var inputs = engine.Inputs().With("adoptExisting", true);
        var stored = await engine.Create(inputs);
        engine.NewRun();

        await engine.Create(inputs);
        await engine.Delete(stored);

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }
}
