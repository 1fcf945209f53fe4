using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Logs in with one proof and gives what the server received.</summary>
internal static class ProofLogin
{
    public const string IdentityId = "identity-1";

    /// <param name="proof">The proof.</param>
    /// <param name="issuer">Answers in place of the servers that issue proofs; null for the network.</param>
    public static async Task<Arrived> LogIn(IProof proof, HttpMessageHandler? issuer = null)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = ClientWith(proof, server, issuer);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken);
        return server.Logins.Single();
    }

    public static Task<Arrived> LogIn(ITokenSource source, HttpMessageHandler? issuer = null) =>
        LogIn(new JwtProof(IdentityId, source), issuer);

    /// <summary>The failure where the server refuses the proof and shows a part of it.</summary>
    /// <param name="part">The part that the server shows.</param>
    public static async Task<(string Part, string Message)> Refusal(IProof proof, Func<Arrived, string> part)
    {
        var shown = "";
        using var server = new StubServer(request =>
        {
            shown = part(request);
            return Answers.Json(401, new JsonObject
            {
                ["error"] = "UnauthorizedError",
                ["message"] = $"Cannot verify {shown}",
            }.ToJsonString());
        });
        using var client = ClientWith(proof, server, null);
        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));
        return (shown, failure.Message);
    }

    /// <summary>The failure where the proof cannot be had. The server must receive nothing.</summary>
    public static async Task<ApiException> Failure(IProof proof, HttpMessageHandler? issuer = null)
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = ClientWith(proof, server, issuer);
        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, TestContext.Current.CancellationToken));
        Assert.Empty(server.Requests);
        Assert.True(failure.IsProofMissing);
        return failure;
    }

    public static Task<ApiException> Failure(ITokenSource source, HttpMessageHandler? issuer = null) =>
        Failure(new JwtProof(IdentityId, source), issuer);

    private static InfisicalClient ClientWith(IProof proof, StubServer server, HttpMessageHandler? issuer) => new(
        Clients.Options with
        {
            Credentials = new Credentials.Identity("x-auth", IdentityId, proof),
            ProofTimeout = Timeout.InfiniteTimeSpan,
            ProofHandler = issuer,
            TimeProvider = new ImmediateTime(),
        },
        server);
}
