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
        [
            "name", "description", "no description", "isAutoRotationEnabled",
            "rotationInterval", "rotateAtUtc", "parameters", "secretsMapping",
        ];

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_lost_update_is_done_where_the_rotation_shows_the_change(string field)
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
    public async Task A_lost_move_is_done_only_where_environment_and_folder_show_it(string path, string environment)
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
    public async Task A_change_that_may_still_happen_is_polled_for_this_long(int status, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On(
            "PATCH",
            Route,
            status == 500 ? Fault.Error(500, "InternalServerError", "Something went wrong") : Fault.Page(status));
        engine.Time.After(TimeSpan.FromSeconds(seconds), () => engine.SendElsewhere(
            HttpMethod.Patch, $"/{stored.Id}", PropertyMap.Empty.With("rotationInterval", 7d)));

        var updated = await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        Assert.Equal(new PropertyValue.Number(7), updated.Outputs["rotationInterval"]);
    }

    [Fact]
    public async Task A_lost_update_of_an_unreadable_rotation_has_an_unknown_outcome()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On(
            "GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 20);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("rotationInterval", 7d)));

        Assert.Contains("Whether the change was applied is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_update_is_confirmed_by_a_read()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.CutAfterHandling);

        var updated = await engine.Update(stored, engine.Inputs().With("rotationInterval", 7d));

        Assert.Equal(new PropertyValue.Number(7), updated.Outputs["rotationInterval"]);
        Assert.Single(engine.Server.Requests.To("PATCH", Route));
    }

    [Fact]
    public async Task A_move_whose_outcome_was_unknown_is_completed_by_the_next_update()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var moved = engine.Inputs().With("secretPath", "/");
        engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/move", Fault.CutAfterHandling);
        engine.Server.Faults.On(
            "GET", $"{Route}/{stored.Id}", Fault.Error(500, "InternalServerError", "Something went wrong"), times: 5);
        await Record.ExceptionAsync(() => engine.Update(stored, moved));
        engine.Server.Faults.Clear();
        engine.NewRun();

        var updated = await engine.Update(stored, moved);

        Assert.Equal("/", updated.Text("secretPath"));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
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
        "parameters" =>
            Before(engine).With(field, PropertyMap.Empty.With("userName", "ci-bot").With("region", "us-east-1")),
        _ =>
            Before(engine)
                .With(field, PropertyMap.Empty.With("accessKeyId", "NEW_ID").With("secretAccessKey", "CI_SECRET")),
    };

    [Fact]
    public async Task A_lost_update_that_cannot_be_looked_up_says_what_the_next_update_sends()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("PATCH", Route, Fault.CutBeforeHandling);
        engine.Server.Faults.On("GET", $"{Route}/{stored.Id}", Fault.Error(403, "PermissionDenied", "No"), times: 100);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Update(stored, engine.Inputs().With("description", "changed")));

        Assert.EndsWith("it sends only the changes that are missing.", refusal.Message, StringComparison.Ordinal);
    }
}
