using System.Security.Cryptography;
using Infisical.Emulator;
using Microsoft.AspNetCore.Http;
using Pulumi.InfisicalRotation.EndToEnd.Harness;
using Pulumi.InfisicalRotation.Tests.Support;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

[Trait("Needs", "pulumi")]
public sealed class LoginTests
{
    /// <summary>Those that CI leaves out have unit tests too.</summary>
    public static TheoryData<string> All => Sample.Of(Logins.All, "aws", "tlsCertificate");

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_Login_Works_From_The_Configuration_And_From_The_Environment(string login)
    {
        using var key = RSA.Create(2048);
        using var authority = new Authority();
        await using var server = await Server.StartAsync(Logins.Options(key, authority));
        await using var metadata = await LoopbackService.StartAsync(context => IssueAsync(server.Emulator, context));
        await using var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var logins = new Logins(server, stack.Folder, metadata.Address, key, authority);
        var plain = stack.Environment
            .RemoveRange(server.EnvironmentFor().Keys)
            .SetItem("INFISICAL_HOST", logins.HostOf(login).ToString())
            .SetItems(logins.Surroundings);
        if (logins.HostOf(login).Scheme == "https")
        {
            await stack.SetAsync("caCertificate", logins.AuthorityFile());
        }

        stack.Environment = plain.SetItems(logins.Variables(login));
        (await stack.UpAsync()).Succeeded();

        stack.Environment = plain;
        await stack.SetAsync("auth", logins.Auth(login), isSecret: true);
        (await stack.PreviewAsync("--diff")).Succeeded();
        stack.Write(Programs.Rotation(server).With("rotationInterval: 30", "rotationInterval: 60"));
        (await stack.UpAsync()).Succeeded();
        (await stack.DestroyAsync()).Succeeded();

        server.HoldsNothing();
        var routes = server.Emulator.Requests.To("POST", "/api/v1/auth/").Select(request => request.Path).Distinct();
        Assert.Equal(Logins.RouteOf(login) is { } route ? [route] : [], routes);
        Assert.Equal(Logins.AsksForProof(login), metadata.Requests > 0);
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
