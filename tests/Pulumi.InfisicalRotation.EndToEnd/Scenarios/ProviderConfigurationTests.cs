using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class ProviderConfigurationTests
{
    [Fact]
    public async Task Stack_Configuration_Is_Enough_And_Its_Secret_Stays_Encrypted()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        Assert.DoesNotContain(server.Emulator.Seed.Identity.ClientSecret, await stack.ExportAsync(), StringComparison.Ordinal);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task New_Credentials_Work_Although_The_State_Has_The_Old_Ones()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        (await stack.UpAsync()).Succeeded();
        ConfiguredStack.Renew(server);
        await stack.SetAsync("auth.universal.clientSecret", ConfiguredStack.NewSecret, isSecret: true);

        (await stack.PreviewAsync("--expect-no-changes")).Succeeded();
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task An_Outdated_Secret_In_The_State_Is_Sent_Once_For_All_Commands()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        (await stack.UpAsync()).Succeeded();
        ConfiguredStack.Renew(server);
        await stack.SetAsync("auth.universal.clientSecret", ConfiguredStack.NewSecret, isSecret: true);
        server.Emulator.Requests.Clear();

        (await stack.PreviewAsync()).Succeeded().Says("401").Says("compared nothing");
        (await stack.PreviewAsync()).Succeeded().Says("is not repeated before");
        stack.Write(Programs.Rotation(server).With("rotationInterval: 30", "rotationInterval: 60"));
        (await stack.UpAsync()).Succeeded().DoesNotSay("locked");

        // The refused one, and that of the update.
        Assert.Equal(2, server.Emulator.Requests.To("POST", "/api/v1/auth/").Length);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Certificate_File_That_The_Next_Machine_Lacks_Leaves_All_But_Changes_Working()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        var file = Path.Combine(stack.Folder, "authority.pem");
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var authority = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddYears(1));
        await File.WriteAllTextAsync(file, authority.ExportCertificatePem(), TestContext.Current.CancellationToken);
        await stack.SetAsync("caCertificate", file);
        (await stack.UpAsync()).Succeeded();
        File.Delete(file);

        (await stack.PreviewAsync()).Succeeded().Says("caCertificate is neither PEM text").Says("compared nothing");
        (await stack.RefreshAsync()).Succeeded().Says("caCertificate is neither PEM text");
        (await stack.UpAsync()).Succeeded().Says("compared nothing");
        (await stack.DestroyAsync()).Ended(1).Says("caCertificate is neither PEM text");
        Assert.Equal((1, 1, 2), server.Counts());
        (await stack.RunAsync("config", "rm", "infisical-rotation:caCertificate", "--stack", StackTemplate.Stack)).Succeeded();
        (await stack.DestroyAsync("--run-program")).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task A_Secret_Setting_Is_Secret_In_Every_Resource()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        await stack.SetAsync("projectId", server.ProjectId, isSecret: true);
        stack.Write(Programs.Rotation(server).With($"      projectId: {server.ProjectId}\n", ""));

        (await stack.PreviewAsync("--diff")).Succeeded().DoesNotSay(server.ProjectId);
        (await stack.UpAsync("--diff")).Succeeded().DoesNotSay(server.ProjectId);
        (await stack.RefreshAsync("--diff")).Succeeded().DoesNotSay(server.ProjectId);

        Assert.DoesNotContain(server.ProjectId, await stack.ExportAsync(), StringComparison.Ordinal);
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Credentials_Of_The_Environment_Destroy_A_Stack_With_Old_Ones_In_The_State()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        (await stack.UpAsync()).Succeeded();
        ConfiguredStack.Renew(server);
        stack.Environment = stack.Environment
            .SetItem("INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", server.Emulator.Seed.Identity.ClientId)
            .SetItem("INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET", ConfiguredStack.NewSecret);
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
    }

    [Fact]
    public async Task Without_Refresh_Before_Update_No_Read_Is_Sent()
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        await stack.SetAsync("refreshBeforeUpdate", "false");
        (await stack.UpAsync()).Succeeded();
        server.Emulator.Requests.Clear();
        (await stack.PreviewAsync("--expect-no-changes")).Succeeded().DoesNotSay("refresh");
        Assert.Empty(server.Emulator.Requests.All);
    }

    [Theory]
    [InlineData("host", "infisical.example", "host")]
    [InlineData("requestTimeoutSeconds", "0", "give a whole number from 1 to 3600")]
    [InlineData("autth", "x", "auth")]
    public async Task A_Wrong_Configuration_Is_Reported_Before_Any_Request(string name, string value, string said)
    {
        await using var server = await Server.StartAsync();
        await using var stack = await ConfiguredStack.StartAsync(server);
        await stack.SetAsync(name, value);
        (await stack.PreviewAsync()).Ended(1).Says(said);
        Assert.Empty(server.Emulator.Requests.All);
    }
}
