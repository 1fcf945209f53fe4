using Infisical.Emulator;
using Microsoft.AspNetCore.Http;
using Pulumi.InfisicalRotation.EndToEnd.Harness;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>
/// Between the provider and Infisical: a proxy of the environment, or a web server that has Infisical below a path. The name of
/// Infisical's host exists nowhere, so only a proxy leads to it.
/// </summary>
[Trait("Needs", "pulumi")]
public sealed class ProxyTests
{
    private const string Name = "infisical.test";
    private const string ProxyPassword = "pr0xy-s3cret";

    [Fact]
    public async Task Requests_Take_The_Proxy_Of_The_Environment_With_The_Custom_Headers()
    {
        await using var server = await Server.StartAsync();
        await using var proxy = await LoopbackService.ProxyAsync(server.Emulator.Address);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        Use(stack, "http", proxy.Address);
        stack.Environment = stack.Environment.SetItem("INFISICAL_CUSTOM_HEADERS", "X-Access=\"s3cret header\"");

        (await stack.UpAsync()).Succeeded().DoesNotSay("s3cret header");
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.Equal(server.Emulator.Requests.All.Length, proxy.Requests);
        Assert.All(server.Emulator.Requests.All, request => Assert.Equal("s3cret header", request.Headers["x-access"]));
    }

    [Fact]
    public async Task Requests_To_A_Host_With_A_Private_Authority_Take_The_Proxy_In_A_Tunnel()
    {
        using var authority = new Authority();
        await using var server = await Server.StartAsync(new EmulatorOptions { TlsCertificate = authority.Issue(Name) });
        await using var proxy = new TunnelProxy(server.Emulator.SecureAddress);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        Use(stack, "https", new UriBuilder(proxy.Address) { UserName = "me", Password = ProxyPassword }.Uri);
        await stack.SetAsync("caCertificate", authority.Pem);

        (await stack.UpAsync()).Succeeded().DoesNotSay(ProxyPassword);
        Assert.Equal((1, 1, 2), server.Counts());
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.NotEmpty(proxy.Requests);
        Assert.All(proxy.Requests, request => Assert.StartsWith($"CONNECT {Name}:443 HTTP/1.1\r\n", request, StringComparison.Ordinal));
        Assert.All(proxy.Requests, request => Assert.DoesNotContain("Bearer", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_Certificate_For_Another_Host_Is_Refused_Behind_A_Proxy_Too()
    {
        using var authority = new Authority();
        await using var server = await Server.StartAsync(new EmulatorOptions { TlsCertificate = authority.Issue("elsewhere.test") });
        await using var proxy = new TunnelProxy(server.Emulator.SecureAddress);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        Use(stack, "https", proxy.Address);
        await stack.SetAsync("caCertificate", authority.Pem);

        (await stack.UpAsync()).Ended(1).Says($"not for {Name} but for elsewhere.test");

        Assert.Empty(server.Emulator.Requests.All);
    }

    [Fact]
    public async Task A_Host_Of_No_Proxy_Is_Asked_Directly()
    {
        await using var server = await Server.StartAsync();
        await using var proxy = await LoopbackService.ProxyAsync(server.Emulator.Address);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var host = stack.Environment["INFISICAL_HOST"];
        Use(stack, "http", proxy.Address);
        stack.Environment = stack.Environment.SetItem("INFISICAL_HOST", host).SetItem("NO_PROXY", "other.test,127.0.0.1");

        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.Equal(0, proxy.Requests);
    }

    [Theory]
    [InlineData("gcp")]
    [InlineData("azure")]
    public async Task A_Metadata_Server_Is_Never_Asked_Through_The_Proxy(string method)
    {
        await using var server = await Server.StartAsync();
        await using var metadata = await LoopbackService.StartAsync(context => AnswerAsync(server.Emulator, context));
        await using var proxy = await LoopbackService.ProxyAsync(server.Emulator.Address);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        Use(stack, "http", proxy.Address);
        stack.Environment = stack.Environment.RemoveRange(["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID", "INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"])
            .SetItem("INFISICAL_MACHINE_IDENTITY_ID", server.Emulator.Seed.Identity.Id)
            .SetItem("INFISICAL_AUTH_METHOD", method)
            .SetItem("GCE_METADATA_HOST", metadata.Address.Authority)
            .SetItem("AZURE_POD_IDENTITY_AUTHORITY_HOST", metadata.Address.ToString());

        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.Equal(server.Emulator.Requests.All.Length, proxy.Requests);
        Assert.True(metadata.Requests > 0);
    }

    [Theory]
    [InlineData("/infisical")]
    [InlineData("/infisical/")]
    public async Task A_Host_With_A_Path_Is_Asked_Below_The_Path_Alone(string path)
    {
        await using var server = await Server.StartAsync();
        await using var front = await LoopbackService.ProxyAsync(server.Emulator.Address, "/infisical");
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment.SetItem("INFISICAL_HOST", new Uri(front.Address, path).ToString());

        (await stack.UpAsync()).Succeeded();
        await stack.HasNothingToDoAsync();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.Equal(server.Emulator.Requests.All.Length, front.Requests);
    }

    /// <summary>The proxy is for everything; the CLI leaves out what is on this machine, and so must the provider.</summary>
    private static void Use(CliStack stack, string scheme, Uri proxy) => stack.Environment = stack.Environment
        .SetItem("INFISICAL_HOST", $"{scheme}://{Name}")
        .SetItem($"{scheme}_proxy", proxy.ToString())
        .SetItem($"{scheme.ToUpperInvariant()}_PROXY", proxy.ToString());

    /// <summary>The metadata servers of two clouds.</summary>
    private static Task AnswerAsync(EmulatorServer server, HttpContext context)
    {
        var answer = context.Request.Path.StartsWithSegments("/computeMetadata", StringComparison.Ordinal)
            ? server.IssueProof("gcp-auth", server.Seed.Identity)
            : $$"""{"access_token":"{{server.IssueProof("azure-auth", server.Seed.Identity)}}"}""";
        return context.Response.WriteAsync(answer, context.RequestAborted);
    }
}
