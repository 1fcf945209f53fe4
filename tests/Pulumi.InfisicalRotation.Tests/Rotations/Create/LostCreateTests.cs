using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>A create without a response is confirmed by a list, and the rotation is recorded.</summary>
public sealed class LostCreateTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string List = "/api/v2/secret-rotations";

    [Theory]
    [InlineData("rotationInterval")]
    [InlineData("description")]
    [InlineData("parameters")]
    [InlineData("secretsMapping")]
    [InlineData("isAutoRotationEnabled")]
    public async Task A_different_rotation_is_not_taken_for_the_lost_one(string field)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedIamUser("another"));
        var other = field switch
        {
            "rotationInterval" => engine.Inputs().With(field, 7d),
            "description" => engine.Inputs().With(field, "another"),
            "parameters" => engine.Inputs(user: "another"),
            "secretsMapping" => engine.Inputs(prefix: "OTHER"),
            _ => engine.Inputs().With(field, false),
        };
        engine.Server.Faults.On("POST", Route, Fault.CutBeforeHandling);
        engine.Time.After(TimeSpan.FromSeconds(1), () => engine.SendElsewhere(HttpMethod.Post, "", other));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.EndsWith("that run reports it and explains what to do.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData("504", 90)]
    [InlineData("502", 90)]
    [InlineData("cut", 20)]
    [InlineData("500", 20)]
    [InlineData("taken", 3)]
    public async Task A_create_that_may_still_happen_is_polled_for_this_long(string answer, int seconds)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Instead(answer));
        engine.Time.After(
            TimeSpan.FromSeconds(seconds), () => engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs()));

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        var sentence =
            answer == "taken" ? "reports that \"ci-key\" already exists" : "was lost, but the rotation was created";
        Assert.Contains(sentence, Assert.Single(engine.Warnings), StringComparison.Ordinal);
        Assert.Contains(stored.Id, Assert.Single(engine.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("504", 95, "it was probably not created")]
    [InlineData("cut", 25, "it was probably not created")]
    [InlineData("taken", 5, "already exists at the secret path")]
    public async Task A_lost_create_that_is_not_found_is_an_error_after_this_time(
        string answer, int seconds, string sentence)
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
    public async Task A_lost_create_in_an_unreadable_project_has_an_unknown_outcome()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On(
            "GET", List, Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 50);

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("Whether the rotation exists is unknown", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cut before")]
    [InlineData("cut after")]
    [InlineData("cut off")]
    [InlineData("garbage")]
    [InlineData("html")]
    [InlineData("502 after")]
    [InlineData("500 after")]
    [InlineData("empty id")]
    public async Task A_lost_response_leaves_one_recorded_rotation_or_none(string fate)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, fate switch
        {
            "cut before" => Fault.CutBeforeHandling,
            "cut after" => Fault.CutAfterHandling,
            "cut off" => Fault.CutOffBody,
            "garbage" => Fault.Garbage,
            "html" => Fault.HtmlPage,
            "502 after" => Fault.Page(502) with { AfterHandling = true },
            "500 after" =>
                Fault.Error(500, "InternalServerError", "Something went wrong") with { AfterHandling = true },
            _ => Fault.Answer(200, """{"secretRotation":{"id":""}}""") with { AfterHandling = true },
        });

        var outcome = await Record.ExceptionAsync(async () => await engine.Create(engine.Inputs()));

        Assert.Single(engine.Server.Requests.To("POST", Route));
        if (fate == "cut before")
        {
            Assert.Equal(RefusalKind.Unavailable, Assert.IsType<RefusalException>(outcome).Kind);
            Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
        }
        else
        {
            Assert.Null(outcome);
            Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
            Assert.Contains(
                engine.Warnings,
                line => line.Contains("was lost, but the rotation was created", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_lost_create_is_found_on_a_lagging_replica()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 4;
        engine.Server.Faults.On("POST", Route, Fault.CutAfterHandling);

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_that_timed_out_at_a_gateway_is_polled_until_the_server_is_done()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Reads = 10;
        engine.Server.Faults.On("POST", Route, Fault.Page(504) with { AfterHandling = true });

        var stored = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, stored.Id);
    }

    private static Fault Instead(string answer) => answer switch
    {
        "taken" =>
            Fault.Error(
                400,
                "BadRequest",
                "A Secret Rotation with the name \"ci-key\" already exists at the secret path \"/services\""),
        "cut" => Fault.CutBeforeHandling,
        "500" => Fault.Error(500, "InternalServerError", "Something went wrong"),
        _ => Fault.Page(int.Parse(answer, null)),
    };
}
