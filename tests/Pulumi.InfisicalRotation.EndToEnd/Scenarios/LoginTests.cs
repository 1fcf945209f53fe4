using System.Security.Cryptography;
using Infisical.Emulator;
using Microsoft.AspNetCore.Http;
using Pulumi.InfisicalRotation.EndToEnd.Harness;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class LoginTests
{
    public static TheoryData<string> Methods => [.. Logins.Methods];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_Login_Works_From_The_Configuration_And_From_The_Environment(string method)
    {
        using var key = RSA.Create(2048);
        await using var server = await Server.StartAsync(Logins.Options(key));
        await using var metadata = await LoopbackService.StartAsync(context => IssueAsync(server.Emulator, context));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var logins = new Logins(server, stack.Folder, metadata.Address, key);
        var host = stack.Environment["INFISICAL_HOST"];
        var plain = stack.Environment.RemoveRange(server.EnvironmentFor().Keys).SetItem("INFISICAL_HOST", host).SetItems(logins.Surroundings);

        stack.Environment = plain.SetItems(logins.Variables(method));
        (await stack.UpAsync()).Succeeded();

        stack.Environment = plain;
        var members = $"\"identityId\":\"{server.Emulator.Seed.Identity.Id}\"" + (logins.Block(method) is { Length: > 0 } block ? $",{block}" : "");
        (await stack.RunAsync(
            "config", "set", "--secret", "infisical-rotation:auth", $"{{\"{method}\":{{{members}}}}}", "--stack", StackTemplate.Stack)).Succeeded();
        (await stack.PreviewAsync("--diff")).Succeeded();
        stack.Write(Programs.Rotation(server).With("rotationInterval: 30", "rotationInterval: 60"));
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
        Assert.All(
            server.Emulator.Requests.To("POST", "/api/v1/auth/"),
            login => Assert.Equal($"/api/v1/auth/{method}-auth/login", login.Path));
    }

    [Fact]
    public async Task Requests_Take_The_Proxy_Of_The_Environment_With_The_Custom_Headers()
    {
        await using var server = await Server.StartAsync();
        await using var proxy = await LoopbackService.ProxyAsync(server.Emulator.Address);
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        stack.Environment = stack.Environment
            .SetItem("INFISICAL_HOST", "http://infisical.test")
            .SetItem("HTTP_PROXY", proxy.Address.ToString())
            .SetItem("http_proxy", proxy.Address.ToString())
            .SetItem("NO_PROXY", "localhost,127.0.0.1")
            .SetItem("INFISICAL_CUSTOM_HEADERS", "X-Access=\"s3cret header\"");

        (await stack.UpAsync()).Succeeded().DoesNotSay("s3cret header");
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        Assert.Equal(server.Emulator.Requests.All.Length, proxy.Requests);
        Assert.All(server.Emulator.Requests.All, request => Assert.Equal("s3cret header", request.Headers["x-access"]));
    }

    /// <summary>The metadata servers of two clouds, and GitHub Actions.</summary>
    private static Task IssueAsync(EmulatorServer server, HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var answer = path.StartsWith("/computeMetadata/", StringComparison.Ordinal) ? Proof("gcp-auth")
            : path.StartsWith("/metadata/", StringComparison.Ordinal) ? $$"""{"access_token":"{{Proof("azure-auth")}}"}"""
            : $$"""{"value":"{{Proof("oidc-auth")}}"}""";
        return context.Response.WriteAsync(answer, context.RequestAborted);

        string Proof(string method) => server.IssueProof(method, server.Seed.Identity);
    }
}
