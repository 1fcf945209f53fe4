using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class CheckRotationCredentialsFunctionTests
{
    [Fact]
    public async Task A_credential_that_works_is_valid_and_nothing_is_read_or_changed()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        var before = (engine.WhatIsThere(), engine.Server.Requests.All.Length);

        var results = await engine.Results("checkRotationCredentials", Arguments(stored.Id));

        Assert.Equal(new PropertyValue.Bool(true), results.Get("isValid"));
        Assert.Null(results.Get("message"));
        Assert.Equal(before.Item1, engine.WhatIsThere());
        Assert.Equal(
            [$"POST /api/v2/secret-rotations/aws-iam-user-secret/{stored.Id}/check-credentials"],
            engine.RequestsSince(before.Length));
    }

    [Fact]
    public async Task A_credential_that_the_service_refuses_is_not_valid()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations", Fault.Answer(
            400, """{"reqId":"r","statusCode":400,"message":"The key is inactive.","error":"BadRequest"}"""));

        var results = await engine.Results("checkRotationCredentials", Arguments(stored.Id));

        Assert.Equal(new PropertyValue.Bool(false), results.Get("isValid"));
        Assert.Equal("The key is inactive.", results.TextOf("message"));
    }

    [Fact]
    public async Task A_rotation_that_does_not_exist_is_an_error_at_its_id()
    {
        await using var engine = await ProviderHarness.Start();

        var answer = await engine.Invoke(
            "checkRotationCredentials", Arguments("3f2504e0-4f89-41d3-9a0c-0305e82c3301"));

        Assert.Equal("rotationId", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task A_rotation_of_another_type_is_an_error_at_the_type()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());

        var answer = await engine.Invoke(
            "checkRotationCredentials", Arguments(stored.Id).With("type", "stripe-api-key"));

        Assert.Equal("type", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task A_server_without_the_route_is_named_as_the_reason()
    {
        await using var engine = await ProviderHarness.Start(new EmulatorOptions { HasCheckCredentials = false });
        var stored = await engine.Create(engine.Inputs());

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Invoke("checkRotationCredentials", Arguments(stored.Id)));

        Assert.StartsWith("This Infisical server cannot check credentials", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Credential check is not yet supported for LDAP Password Rotations.")]
    [InlineData("No active credentials are available to check for this rotation.")]
    [InlineData("A rotation is in progress. Please try again shortly.")]
    [InlineData("Failed to check secret rotation credentials due to plan restriction. Upgrade plan.")]
    public async Task A_check_that_was_not_made_says_nothing_about_the_credential(string text)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations", Fault.Answer(
            400, $$"""{"reqId":"r","statusCode":400,"message":"{{text}}","error":"BadRequest"}"""));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Invoke("checkRotationCredentials", Arguments(stored.Id)));

        Assert.Contains(text, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_a_proxy_is_no_proof_of_a_valid_credential()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.Faults.On("POST", "/api/v2/secret-rotations", Fault.Answer(200, "<html>Welcome</html>"));

        await Assert.ThrowsAsync<RefusalException>(
            () => engine.Invoke("checkRotationCredentials", Arguments(stored.Id)));
    }

    private static PropertyMap Arguments(string rotationId) =>
        PropertyMap.Empty.With("rotationId", rotationId).With("type", "aws-iam-user-secret");
}
