using System.Text.Json.Nodes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

public sealed class LostUpdateTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";

    public static TheoryData<string> Fields =>
        ["name", "description", "no description", "isAutoRotationEnabled", "rotationInterval", "rotateAtUtc", "parameters", "secretsMapping"];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_change_whose_answer_was_lost_is_done_where_the_rotation_shows_it(string field)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(Before(engine));
        engine.Server.Faults.On("PATCH", Route, Fault.CutAfterHandling);

        var updated = await engine.Update(stored, After(engine, field));

        Assert.Empty(engine.Diff(updated, After(engine, field)));
        var sent = JsonNode.Parse(Assert.Single(engine.Server.Requests.To("PATCH", Route)).Body)!.AsObject();
        Assert.Equal([field.Split(' ')[^1]], sent.Select(pair => pair.Key));
        Assert.Equal(updated.Outputs, (await engine.Read(updated))!.Outputs);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_change_that_did_not_arrive_is_an_error_and_sent_once(string field)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(Before(engine));
        engine.Server.Faults.On("PATCH", Route, Fault.CutBeforeHandling);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, After(engine, field)));

        Assert.Contains("does not show the change", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.To("PATCH", Route));
    }

    [Theory]
    [InlineData("/", "dev")]
    [InlineData("/services", "prod")]
    [InlineData("/", "prod")]
    public async Task A_move_whose_answer_was_lost_is_done_only_where_environment_and_folder_show_it(string path, string environment)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("prod", "/services"));
        var stored = await engine.Create(engine.Inputs());
        var news = engine.Inputs().With("secretPath", path).With("environment", environment);
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/move", Fault.CutBeforeHandling);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, news));
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/move", Fault.CutAfterHandling);
        var updated = await engine.Update(stored, news);

        Assert.Equal((path, environment), (updated.Text("secretPath"), updated.Text("environment")));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_description_that_was_never_set_is_not_cleared()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        var body = Assert.Single(engine.Server.Requests.To("PATCH", Route)).Body;
        Assert.Equal("""{"rotationInterval":7}""", body);
    }

    [Fact]
    public async Task A_description_that_the_server_keeps_as_an_empty_text_is_cleared()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(Before(engine));
        engine.Server.Faults.On("PATCH", Route, Fault.CutBeforeHandling);
        engine.Time.After(TimeSpan.FromSeconds(1), () => engine.SendElsewhere(
            HttpMethod.Patch, $"/{stored.Id}", PropertyMap.Empty.With("description", "")));

        var updated = await engine.Update(stored, After(engine, "no description"));

        Assert.Null(updated.Text("description"));
    }

    [Theory]
    [InlineData(502, 20)]
    [InlineData(504, 20)]
    [InlineData(500, 3)]
    public async Task What_the_server_may_still_change_is_polled_for_this_long(int status, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, status == 500 ? Fault.Error(500, "InternalServerError", "Something went wrong") : Fault.Page(status));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () => engine.SendElsewhere(
            HttpMethod.Patch, $"/{stored.Id}", PropertyMap.Empty.With("rotationInterval", 7d)));

        var updated = await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        Assert.Equal(new PropertyValue.Number(7), updated.Outputs["rotationInterval"]);
    }

    [Fact]
    public async Task A_change_of_which_nothing_can_be_seen_says_so()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 20);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Inputs().With("rotationInterval", 7d)));

        Assert.Contains("Whether the change was applied is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mapped_secret_that_was_deleted_is_named_as_the_likely_cause()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.Error(500, "bulk update secret", "Something went wrong"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Inputs(prefix: "NEW")));

        Assert.Contains("Create a secret of that name again", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancel_before_the_request_changes_nothing()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Cancel();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, engine.Inputs().With("rotationInterval", 7d)));

        Assert.Equal(RefusalKind.Cancelled, refusal.Kind);
        Assert.Empty(engine.Server.Requests.To("PATCH", Route));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_answer_to_a_change_says_whether_the_engine_reads_before_an_update(bool refreshes)
    {
        await using var engine = await ProviderHarness.Start();
        engine.NewRun(engine.Configuration().With("refreshBeforeUpdate", refreshes));
        var inputs = engine.Check(engine.Inputs());
        var created = await engine.Provider.Create(new CreateCall(engine.Token, "r", inputs, IsPreview: false), engine.Context);
        var previewed = await engine.PreviewCreate(engine.Inputs("other", "deploy-bot", "OTHER"), "other");
        var stored = new Stored(created.Id, inputs, created.Outputs);
        var news = engine.Inputs().With("secretPath", "/").With("rotationInterval", 7d);

        var preview = await engine.PreviewUpdate(stored, news);
        engine.Server.Faults.On("PATCH", Route, Fault.Error(400, "BadRequest", "No"));
        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Update(stored, news));

        Assert.Equal(
            [refreshes, refreshes, refreshes, refreshes],
            [created.RefreshBeforeUpdate, previewed.RefreshBeforeUpdate, preview.RefreshBeforeUpdate, partial.RefreshBeforeUpdate]);
    }

    private static PropertyMap Before(ProviderHarness engine) => engine.Inputs().With("description", "before")
        .With("parameters", PropertyMap.Empty.With("userName", "ci-bot").With("region", "eu-west-1"));

    private static PropertyMap After(ProviderHarness engine, string field) => field switch
    {
        "name" => Before(engine).With(field, "another"),
        "description" => Before(engine).With(field, "after"),
        "no description" => Before(engine).Without("description"),
        "isAutoRotationEnabled" => Before(engine).With(field, false),
        "rotationInterval" => Before(engine).With(field, 7d),
        "rotateAtUtc" => Before(engine).With(field, PropertyMap.Empty.With("hours", 3d).With("minutes", 30d)),
        "parameters" => Before(engine).With(field, PropertyMap.Empty.With("userName", "ci-bot").With("region", "us-east-1")),
        _ => Before(engine).With(field, PropertyMap.Empty.With("accessKeyId", "NEW_ID").With("secretAccessKey", "CI_SECRET")),
    };
}
