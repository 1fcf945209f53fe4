using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Create;

/// <summary>An <c>onError</c> hook makes the engine repeat a Create in the same run.</summary>
public sealed class RepeatedCreateTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string List = "/api/v2/secret-rotations";
    private const string Everything = "1 rotations, 1 keys, 2 secrets";

    [Fact]
    public async Task A_repeated_create_finds_the_rotation_of_the_first_one()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());

        var second = await engine.Create(engine.Inputs());
        var third = await engine.Create(engine.Inputs());

        Assert.Equal((first.Id, first.Id), (second.Id, third.Id));
        Assert.Single(engine.Server.Requests.To("POST", Route));
        Assert.Equal(Everything, engine.WhatIsThere());
        await engine.Delete(third);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_repeated_after_a_partial_failure_finds_the_rotation()
    {
        await using var engine = await ProviderHarness.Start();
        var (partial, nth) = (null as PartialResultException, 0);
        while (partial is null && nth < 100)
        {
            await engine.DeleteEverything();
            engine.Server.Requests.Clear();
            engine.NewRun(time: new FaultyTime(engine.Time, () => engine.Server.World.Rotations.Length > 0, ++nth));
            partial = await Record.ExceptionAsync(() => engine.Create(engine.Inputs())) as PartialResultException;
        }

        var repeated = await engine.Create(engine.Inputs());

        Assert.Equal(partial?.Id, repeated.Id);
        Assert.Single(engine.Server.Requests.To("POST", Route));
        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_rotation_that_a_replica_does_not_show_yet_is_found()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.ReadLag.Freeze();
        var first = await engine.Create(engine.Inputs());
        engine.Time.After(TimeSpan.FromSeconds(2), () =>
        {
            engine.Server.ReadLag.Release();
            return Task.CompletedTask;
        });

        Assert.Equal(first.Id, (await engine.Create(engine.Inputs())).Id);
        Assert.Single(engine.Server.Requests.To("POST", Route));
    }

    [Fact]
    public async Task A_rotation_that_cannot_be_read_again_is_still_recorded()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("GET", Route, Fault.Error(500, "InternalServerError", "Something went wrong"), times: 100);

        var partial = await Assert.ThrowsAsync<PartialResultException>(() => engine.Create(engine.Inputs()));

        Assert.Equal(first.Id, partial.Id);
        Assert.Contains("could not be read again", partial.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.To("POST", Route));
    }

    [Fact]
    public async Task A_lost_create_that_appears_later_is_found_by_the_repeated_one()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutBeforeHandling);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs());

        var repeated = await engine.Create(engine.Inputs());

        Assert.Equal(Assert.Single(engine.Server.World.Rotations).Id, repeated.Id);
        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_create_that_created_nothing_is_sent_again()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutBeforeHandling);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        await engine.Create(engine.Inputs());

        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_lost_create_that_cannot_be_looked_up_is_not_sent_again()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.CutAfterHandling);
        engine.Server.Faults.On("GET", List, Fault.Error(500, "InternalServerError", "Something went wrong"), nth: 2, times: 40);
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        Assert.Contains("whether the rotation exists is unknown", refusal.Message, StringComparison.Ordinal);
        Assert.Single(engine.Server.Requests.To("POST", Route));
    }

    [Fact]
    public async Task A_create_repeated_after_a_refusal_is_an_ordinary_one()
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.Faults.On("POST", Route, Fault.Error(403, "PermissionDenied", "You are not allowed to create"));
        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs()));

        await engine.Create(engine.Inputs());

        Assert.Equal(TimeSpan.Zero, engine.Time.Waited);
        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task Other_inputs_are_another_create()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());

        await Assert.ThrowsAsync<RefusalException>(() => engine.Create(engine.Inputs().With("rotationInterval", 7d)));

        Assert.Equal(Everything, engine.WhatIsThere());
    }

    [Fact]
    public async Task A_create_after_the_rotation_was_deleted_creates_another_one()
    {
        await using var engine = await ProviderHarness.Start();
        var first = await engine.Create(engine.Inputs());
        await engine.Delete(first);

        var second = await engine.Create(engine.Inputs());

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(Everything, engine.WhatIsThere());
    }
}
