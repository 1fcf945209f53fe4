using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests;

/// <summary>What the provider itself adds to the lifecycle: no call about a resource logs its secrets.</summary>
public sealed class InfisicalProviderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_create_logs_no_secret_of_its_inputs(bool isPreview)
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();
        var marked = engine.Inputs().With("name", new PropertyValue.Secret("ci-key")).With("adoptExisting", true);

        await (isPreview ? engine.PreviewCreate(marked, "second") : engine.Create(marked, "second") as Task);

        Assert.DoesNotContain("ci-key", SingleLine(engine, "Adopting the existing rotation"), StringComparison.Ordinal);
        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_read_logs_no_secret_of_its_state(bool hasInputs)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs().With("name", new PropertyValue.Secret("ci-key")));
        await engine.Delete(stored);
        var inputs = hasInputs ? stored.Inputs : null;
        var call = new ReadCall(ProviderHarness.AwsToken, "r", stored.Id, stored.Outputs, inputs);

        Assert.Null(await engine.Provider.Read(call, engine.Context));

        Assert.DoesNotContain("ci-key", SingleLine(engine, "no longer exists in Infisical"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_logs_no_secret_of_old_and_new_inputs()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(WithMarkedMapping(engine.Inputs()));

        await engine.PreviewUpdate(stored, WithMarkedMapping(engine.Inputs(prefix: "NEW")));

        var line = SingleLine(engine, "Renames the secrets");
        Assert.DoesNotContain("CI_ID", line, StringComparison.Ordinal);
        Assert.DoesNotContain("NEW_ID", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_delete_logs_no_secret_of_its_inputs()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(WithMarkedMapping(engine.Inputs()).With("deleteSecretsOnDelete", false));

        await engine.Delete(stored);

        Assert.DoesNotContain("CI_ID", SingleLine(engine, "as ordinary secrets"), StringComparison.Ordinal);
        Assert.Equal("0 rotations, 0 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_delete_that_is_refused_fails()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var unknown = new DeleteCall(
            "infisical-rotation:index:NoSuchRotation", "r", stored.Id, stored.Inputs, stored.Outputs);

        await Assert.ThrowsAsync<RefusalException>(() => engine.Provider.Delete(unknown, engine.Context));

        Assert.Equal("1 rotations, 1 keys, 2 secrets", engine.WhatIsThere());
    }

    [Fact]
    public async Task A_delete_ends_after_the_response_of_the_server()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var hold = new Hold();
        engine.Server.Faults.On("DELETE", "/api/v2/secret-rotations/aws-iam-user-secret", Fault.Waits(hold));

        var delete = engine.Delete(stored);
        await hold.Arrived.WaitAsync(Cancellation);
        var early = (delete.IsCompleted, engine.WhatIsThere());
        hold.Release();
        await delete;

        Assert.Equal((false, "1 rotations, 1 keys, 2 secrets"), early);
        Assert.Equal("0 rotations, 0 keys, 0 secrets", engine.WhatIsThere());
    }

    private static PropertyMap WithMarkedMapping(PropertyMap inputs) =>
        inputs.With("secretsMapping", new PropertyValue.Secret(inputs["secretsMapping"]));

    private static string SingleLine(ProviderHarness engine, string text) =>
        Assert.Single(engine.Log, line => line.Contains(text, StringComparison.Ordinal));
}
