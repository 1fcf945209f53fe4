using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>Whether a rotation that shows up after a lost answer is ours, and what becomes of one that nobody records.</summary>
public sealed class LostCreateTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string List = "/api/v2/secret-rotations";

    [Fact]
    public async Task A_rotation_that_another_client_created_after_an_earlier_list_is_not_ours()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.PreviewCreate(engine.Inputs());
        engine.Time.Advance(TimeSpan.FromSeconds(6));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs());

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("already exists", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_list_of_a_moment_ago_is_shared_by_several_creations()
    {
        await using var engine = await ProviderHarness.Start();

        await engine.Create(engine.Inputs());
        engine.Time.Advance(TimeSpan.FromSeconds(4));
        await engine.Create(engine.Inputs("other", "deploy-bot", "OTHER"), "other");

        Assert.Single(engine.Server.Requests.To("GET", List));
    }

    [Theory]
    [InlineData("rotationInterval")]
    [InlineData("description")]
    [InlineData("parameters")]
    [InlineData("secretsMapping")]
    [InlineData("isAutoRotationEnabled")]
    public async Task A_rotation_that_differs_in_anything_is_not_ours(string field)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedIamUser("another"));
        var theirs = field switch
        {
            "rotationInterval" => engine.Inputs().With(field, 7d),
            "description" => engine.Inputs().With(field, "theirs"),
            "parameters" => engine.Inputs(user: "another"),
            "secretsMapping" => engine.Inputs(prefix: "THEIRS"),
            _ => engine.Inputs().With(field, false),
        };
        engine.Server.Faults.On("POST", Route, Fault.CutBeforeHandling);
        engine.Time.After(TimeSpan.FromSeconds(1), () => engine.SendElsewhere(HttpMethod.Post, "", theirs));

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("504", 90)]
    [InlineData("502", 90)]
    [InlineData("cut", 20)]
    [InlineData("500", 20)]
    [InlineData("taken", 3)]
    public async Task What_the_server_may_still_create_is_looked_for_this_long(string answer, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Instead(answer));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () => engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs()));

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        var sentence = answer == "taken" ? "reports that \"ci-key\" already exists" : "was lost, but the rotation was created";
        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("504", 95, "it was probably not created")]
    [InlineData("cut", 25, "it was probably not created")]
    [InlineData("taken", 5, "already exists at the secret path")]
    public async Task What_does_not_show_up_is_an_error_after_this_time(string answer, int seconds, string sentence)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Instead(answer));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.InRange(engine.Time.Waited, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(seconds));
        Assert.Single(engine.Server.Requests.To("POST", Route));
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_creation_whose_project_cannot_be_listed_since_says_so()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", List, Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 50);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("Whether the rotation exists is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_holder_that_is_gone_since_it_was_read_is_no_conflict()
    {
        await using var engine = await ProviderHarness.Start();
        var holder = await engine.Create(engine.Inputs());
        engine.NewRun();
        await Assert.ThrowsAsync<RefusalException>(() => engine.PreviewCreate(engine.Inputs()));
        await engine.DeleteElsewhere(holder);

        await engine.Create(engine.Inputs());

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_cancel_before_the_request_creates_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Cancel();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Contains("nothing was created", refusal.Message, StringComparison.Ordinal);
        Assert.Empty(engine.Server.Requests.To("POST", Route));
    }

    [Theory]
    [InlineData("deleteSecretsOnDelete")]
    [InlineData("revokeCredentialsOnDelete")]
    public async Task What_nobody_records_is_removed_with_secrets_and_credentials_whatever_its_own_deletion_keeps(string flag)
    {
        await using var engine = await ProviderHarness.Start();

        await Abandoned(engine, engine.Inputs().With(flag, false));

        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task What_nobody_records_and_cannot_be_removed_is_named()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("DELETE", Route, Fault.Error(403, "PermissionDenied", "You are not allowed to delete"), times: 50);

        var refusal = await Abandoned(engine, engine.Inputs());

        Assert.Contains(Assert.Single(engine.Server.World.Rotations).Id, refusal.Message, StringComparison.Ordinal);
        Assert.Contains("You are not allowed to delete", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_preview_forecasts_an_adoption_or_a_new_credential(bool exists)
    {
        await using var engine = await ProviderHarness.Start();
        if (exists)
        {
            await engine.Create(engine.Inputs());
            engine.NewRun();
        }

        await engine.PreviewCreate(engine.Inputs().With("adoptExisting", true));

        Assert.Equal(exists, engine.Log.Any(line => line.Contains("Adopting the existing rotation \"ci-key\"", StringComparison.Ordinal)));
        Assert.Equal(!exists, engine.Log.Any(line => line.Contains("issues a credential", StringComparison.Ordinal)));
    }

    private static Fault Instead(string answer) => answer switch
    {
        "taken" => Fault.Error(400, "BadRequest", "A Secret Rotation with the name \"ci-key\" already exists at the secret path \"/services\""),
        "cut" => Fault.CutBeforeHandling,
        "500" => Fault.Error(500, "InternalServerError", "Something went wrong"),
        _ => Fault.Page(int.Parse(answer, null)),
    };

    /// <summary>The engine goes away while the request is under way.</summary>
    private static async Task<RefusalException> Abandoned(ProviderHarness engine, PropertyMap inputs)
    {
        var hold = new Hold();
        engine.Server.Faults.On("POST", Route, Fault.AnswerWaits(hold));
        var creating = engine.Create(inputs);
        await hold.Arrived;
        engine.Abandon();
        hold.Release();
        return await Assert.ThrowsAsync<RefusalException>(() => creating);
    }
}
