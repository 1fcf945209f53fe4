using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Preflight;

/// <summary>Names and secrets that one resource of the stack gives up and another one takes in the same run.</summary>
public sealed class StackRotationsTests
{
    private const string Holder = "holder";

    public static TheoryData<string, string> EveryPair =>
    [
        .. new[] { "renamed", "moved", "replaced" }.SelectMany(
            holder => new[] { "new", "renamed", "moved", "replaced" }.Select(taker => (holder, taker))),
        .. new[] { "remapped", "moved", "replaced" }.Select(holder => (holder, "remapped")),
    ];

    [Theory]
    [MemberData(nameof(EveryPair))]
    public async Task A_preview_accepts_what_another_resource_gives_up_and_says_the_order(string holder, string taker)
    {
        await using var engine = await ProviderHarness.Start();
        var (held, own) = await Start(engine, taker);
        engine.Diff(held, Given(engine, held, holder), Holder);

        await Preview(engine, own, Taken(engine, taker));

        var notice = engine.Log.First(line => line.Contains("dependsOn", StringComparison.Ordinal));
        Assert.StartsWith("Info", notice, StringComparison.Ordinal);
        Assert.Contains($"{held.Id} of {engine.Urn(Holder)}", notice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public async Task An_update_in_the_right_order_leaves_one_rotation_of_each(string holder, string taker)
    {
        await using var engine = await ProviderHarness.Start();
        var (held, own) = await Start(engine, taker);
        var given = Given(engine, held, holder);
        if (engine.Diff(held, given, Holder).Any(change => change.Replaces))
        {
            await engine.Delete(held);
            await engine.Create(given, Holder);
        }
        else
        {
            await engine.Update(held, given, Holder);
        }

        await Carry(engine, own, Taken(engine, taker));

        Assert.Equal("2 rotations, 2 keys, 4 secrets", engine.WhatIsThere());
    }

    [Theory]
    [MemberData(nameof(EveryPair))]
    public async Task An_update_in_the_wrong_order_is_refused_with_the_missing_option(string holder, string taker)
    {
        await using var engine = await ProviderHarness.Start();
        var (held, own) = await Start(engine, taker);
        engine.Diff(held, Given(engine, held, holder), Holder);
        var before = engine.Server.World.Keys.Length;

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => Carry(engine, own, Taken(engine, taker)));

        Assert.Contains($"It belongs to {engine.Urn(Holder)}, which gives it up", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("dependsOn", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before - (taker == "replaced" ? 1 : 0), engine.Server.World.Keys.Length);
    }

    [Theory]
    [InlineData("environment", "prod")]
    [InlineData("secretPath", "/")]
    public async Task A_holder_that_moves_within_its_project_gives_up_its_name(string field, string value)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("prod", "/services"));
        var held = await engine.Create(engine.Inputs("taken"), Holder);
        engine.NewRun();
        engine.Diff(held, held.Inputs.With(field, value), Holder);

        await engine.PreviewCreate(engine.Inputs("taken", "deploy-bot"), "taker");

        Assert.Contains(engine.Log, line => line.Contains("dependsOn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_holder_that_the_program_has_not_declared_so_far_is_named()
    {
        await using var engine = await ProviderHarness.Start();
        var (held, _) = await Start(engine, "new");
        engine.DiffBeforeProgram(held, Holder);

        var preview = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(Taken(engine, "new")));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(Taken(engine, "new")));

        Assert.Equal(preview.Message, refusal.Message);
        Assert.Contains($"It belongs to {engine.Urn(Holder)} in the state", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("deletes it only at the end of the run", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_whose_new_name_is_unknown_is_no_conflict_in_a_preview()
    {
        await using var engine = await ProviderHarness.Start();
        var (held, own) = await Start(engine, "new");
        engine.Diff(
            held,
            held.Inputs.With("name", PropertyValue.Unknown.Instance)
                .With("secretsMapping", PropertyValue.Unknown.Instance),
            Holder);

        await Preview(engine, own, Taken(engine, "new"));

        Assert.Contains(engine.Log, line => line.Contains("dependsOn", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_replaced_holder_that_keeps_its_secrets_does_not_give_them_up()
    {
        await using var engine = await ProviderHarness.Start();
        var held = await engine.Create(
            engine.Inputs("taken", "deploy-bot", "TAKEN").With("deleteSecretsOnDelete", false), Holder);
        engine.NewRun();
        engine.Diff(held, Given(engine, held, "replaced"), Holder);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(Taken(engine, "new")));

        Assert.Contains("the secret \"TAKEN_ID\"", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_of_the_same_name_outside_the_rotation_is_still_a_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var (held, own) = await Start(engine, "new");
        engine.Diff(held, Given(engine, held, "remapped"), Holder);
        engine.Server.Faults.On("GET", "/api/v4/secrets", Fault.Answer(
            200, """{"secrets":[{"secretKey":"TAKEN_ID","rotationId":"another"}]}"""));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => Preview(engine, own, engine.Inputs("free", prefix: "TAKEN")));

        Assert.Contains("a secret \"TAKEN_ID\" already exists", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_rotation_that_another_resource_of_the_program_has_is_not_adopted(bool isPreview)
    {
        await using var engine = await ProviderHarness.Start();
        var held = await engine.Create(engine.Inputs(), Holder);
        engine.NewRun();
        engine.Diff(held, engine.Inputs("other", prefix: "OTHER"), Holder);
        var news = engine.Inputs().With("adoptExisting", true);

        var refusal = await Record.ExceptionAsync(async () => _ = isPreview
            ? await engine.PreviewCreate(news)
            : (object)await engine.Create(news));

        Assert.Equal(isPreview, refusal is null);
        Assert.DoesNotContain(engine.Log, line => line.Contains("Adopting", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task An_account_that_another_resource_gives_up_is_no_warning()
    {
        await using var engine = await ProviderHarness.Start();
        var held = await engine.Create(engine.Inputs("first"), Holder);
        engine.NewRun();
        engine.Diff(held, engine.Inputs("first", "deploy-bot"), Holder);

        await engine.PreviewCreate(engine.Inputs("second", "ci-bot", "OTHER"));

        Assert.DoesNotContain(engine.Warnings, line => line.Contains("same account", StringComparison.Ordinal));
    }

    /// <summary>The holder's rotation, and the one of the resource that takes its name; null for a new one.</summary>
    private static async Task<(Stored Held, Stored? Own)> Start(ProviderHarness engine, string taker)
    {
        engine.Server.World.Add(new SeedIamUser("ci-bot-2"));
        engine.Server.World.Add(new SeedIamUser("deploy-bot-2"));
        var held = await engine.Create(engine.Inputs("taken", "deploy-bot", "TAKEN"), Holder);
        var own = taker switch
        {
            "new" => null,
            "moved" => await engine.Create(
                engine.Inputs("taken", prefix: "TAKEN").With("secretPath", "/")),
            _ => await engine.Create(engine.Inputs("own", prefix: "OWN")),
        };
        engine.NewRun();
        return (held, own);
    }

    /// <summary>New inputs of the holder.</summary>
    private static PropertyMap Given(ProviderHarness engine, Stored held, string change) => change switch
    {
        "renamed" => engine.Inputs("given", "deploy-bot", "GIVEN"),
        "remapped" => engine.Inputs("taken", "deploy-bot", "GIVEN"),
        "moved" => held.Inputs.With("environment", "prod").With("secretPath", "/"),
        _ => engine.Inputs("given", "deploy-bot-2", "GIVEN"),
    };

    /// <summary>New inputs of the resource that takes the name, the secrets or both.</summary>
    private static PropertyMap Taken(ProviderHarness engine, string change) => change switch
    {
        "renamed" => engine.Inputs("taken", prefix: "OWN"),
        "remapped" => engine.Inputs("own", prefix: "TAKEN"),
        "replaced" => engine.Inputs("taken", "ci-bot-2", "TAKEN"),
        _ => engine.Inputs("taken", prefix: "TAKEN"),
    };

    private static async Task Preview(ProviderHarness engine, Stored? own, PropertyMap news)
    {
        if (own is not null && !engine.Diff(own, news).Any(change => change.Replaces))
        {
            await engine.PreviewUpdate(own, news);
        }
        else
        {
            await engine.PreviewCreate(news);
        }
    }

    private static async Task Carry(ProviderHarness engine, Stored? own, PropertyMap news)
    {
        var isReplaced = own is not null && engine.Diff(own, news).Any(change => change.Replaces);
        if (own is not null && !isReplaced)
        {
            await engine.Update(own, news);
            return;
        }

        if (own is not null)
        {
            await engine.Delete(own);
        }

        await engine.Create(news);
    }
}
