using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

public sealed class ImportOperationTests
{
    [Theory]
    [InlineData("../../x")]
    [InlineData("./dev/x")]
    [InlineData("p/dev/../x")]
    public async Task An_id_that_leads_elsewhere_is_refused(string id)
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Contains("is not a rotation id", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_component_cannot_be_imported_and_says_what_can()
    {
        await using var engine = await ProviderHarness.Start(token: "infisical-rotation:index:RotatedAwsIamUser");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(Guid.NewGuid().ToString()));

        Assert.Contains("Import its rotation", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_as_another_type_of_the_same_app_says_so()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type("datadog-api-key").TypeName));
        var stored = await engine.Create(Contracts.Inputs("datadog-api-key"));
        using var provider = new InfisicalProvider(new QuickTime(), _ => null);
        provider.Configure(engine.Configuration());
        var token = PackageInfo.Token(Contracts.Type("datadog-application-key-secret").TypeName);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => provider.Read(new ReadCall(token, "r", stored.Id, null, null), engine.Context));

        Assert.Contains("import it as infisical-rotation:index:DatadogApiKeyRotation", refusal.Message, StringComparison.Ordinal);
    }
}
