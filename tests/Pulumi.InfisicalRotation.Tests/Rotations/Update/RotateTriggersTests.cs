using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Update;

/// <summary>A trigger in another form of the same value rotates nothing, and a changed one rotates once.</summary>
public sealed class RotateTriggersTests
{
    private const string Route = "/api/v2/secret-rotations/aws-iam-user-secret";
    private const string Asset = "c44067f5952c0a294b673a41bacd8c17";

    public static TheoryData<string> Forms => ["asset", "resource", "null"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_trigger_in_another_form_rotates_nothing(string form)
    {
        var (before, after) = ValuesOf(form);
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("rotateTriggers", before));
        var news = engine.Inputs().With("rotateTriggers", after).With("description", "changed");

        var diff = engine.Diff(stored, news);
        await engine.Update(stored, news);

        Assert.DoesNotContain(diff, change => change.Path.StartsWith("rotateTriggers.", StringComparison.Ordinal));
        Assert.DoesNotContain(
            engine.Server.Requests.All, request => request.Path.EndsWith("/rotate-secrets", StringComparison.Ordinal));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task Another_asset_and_another_resource_rotate()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("rotateTriggers", Map(File("1"))));

        stored = await engine.Update(stored, engine.Inputs().With("rotateTriggers", Map(File("2"))));
        stored = await engine.Update(stored, engine.Inputs().With("rotateTriggers", Map(User("urn:a"))));
        await engine.Update(stored, engine.Inputs().With("rotateTriggers", Map(User("urn:b"))));

        Assert.Equal(
            3,
            engine.Server.Requests.All.Count(
                request => request.Path.EndsWith("/rotate-secrets", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_change_of_a_due_rotation_and_a_trigger_rotate_once_together()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Clock.Set(engine.Server.Clock.GetUtcNow().AddDays(32));
        engine.NewRun();

        var updated = await engine.Update(
            (await engine.Read(stored))!,
            engine.Inputs().With("description", "x").With("rotateTriggers", PropertyMap.Empty.With("by", "1")));

        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
        Assert.Empty(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
        Assert.Equal(new PropertyValue.Number(1), updated.Outputs["activeIndex"]);
        Assert.Equal(2, engine.Server.World.Keys.Length);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("cut after")]
    [InlineData("fails after storing")]
    public async Task A_trigger_rotates_exactly_once(string fate)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        if (fate == "cut after")
        {
            engine.Server.Faults.On("POST", $"{Route}/{stored.Id}/rotate-secrets", Fault.CutAfterHandling);
        }
        else if (fate != "none")
        {
            engine.Server.Faults.OnIssue(ProviderFault.FailsAfterStoring("could not retire the old key"));
        }

        var updated = await engine.Update(stored, Triggered(engine, "1"));

        Assert.Single(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
        Assert.Equal(1, Assert.Single(engine.Server.World.Rotations).ActiveIndex);
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
        Assert.NotEqual(stored.Text("credentialVersion"), updated.Text("credentialVersion"));
    }

    [Fact]
    public async Task A_change_of_a_trigger_rotates_and_its_removal_does_not()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(Triggered(engine, "1"));
        var again = await engine.Update(stored, Triggered(engine, "2"));

        await engine.Update(again, engine.Inputs());

        Assert.Single(engine.Server.Requests.To("POST", $"{Route}/{stored.Id}/rotate-secrets"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_empty_map_of_triggers_rotates_nothing(bool hadTrigger)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(hadTrigger ? Triggered(engine, "1") : engine.Inputs());
        var news = engine.Inputs().With("rotateTriggers", PropertyMap.Empty);

        var preview = await engine.PreviewUpdate(stored, news);
        var emptied = await engine.Update(stored, news);

        Assert.Equal(stored.Outputs["credentialVersion"], preview.Outputs["credentialVersion"]);
        Assert.DoesNotContain(engine.Log, line => line.Contains("rotates the credential", StringComparison.Ordinal));
        Assert.Equal(hadTrigger, !engine.Diff(stored, news).IsEmpty);
        Assert.Empty(engine.Diff(emptied, engine.Inputs()));
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
        await engine.Update(emptied, Triggered(engine, "1"));
        Assert.Equal("1 rotations, 2 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_failed_rotation_is_an_error_with_the_reason_of_the_server()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.OnIssue(ProviderFault.Refuses("limit exceeded"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Update(stored, Triggered(engine, "1")));

        Assert.Contains("limit exceeded", refusal.Message, StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    private static (PropertyValue Before, PropertyValue After) ValuesOf(string form) => form switch
    {
        "asset" => (
            Map(File("1")),
            Map(new PropertyValue.Opaque(Asset, PropertyMap.Empty.With("hash", "1").With("path", "./file")))),
        "resource" => (Map(User("urn:a")), Map(User("urn:a") with { PackageVersion = "6.2.0", Name = "a" })),
        _ => (Map("x"), new PropertyValue.Secret(PropertyValue.Null.Instance)),
    };

    private static PropertyMap Map(PropertyValue value) => PropertyMap.Empty.With("by", value);

    private static PropertyValue.Opaque File(string hash) => new(Asset, PropertyMap.Empty.With("hash", hash));

    private static PropertyValue.Resource User(string urn) => new(urn, "id", "6.1.0", null, null);

    private static PropertyMap Triggered(ProviderHarness engine, string value) =>
        engine.Inputs().With("rotateTriggers", PropertyMap.Empty.With("when", value));
}
