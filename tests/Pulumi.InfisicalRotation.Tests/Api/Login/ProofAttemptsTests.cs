using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

/// <summary>A login with a proof that fails: how often it is repeated, with which proof, and what follows.</summary>
public sealed class ProofAttemptsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Each_attempt_has_a_proof_of_its_own(int status)
    {
        var logins = 0;
        using var server = new StubServer(request =>
            !request.IsLogin ? Answers.Rotation() : ++logins == 1 ? Failed(status) : Answers.Login());
        using var client = Client(server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        var nonces = server.Logins.Select(login => (string?)login.Json["SignatureNonce"]).ToList();
        Assert.Equal(2, nonces.Distinct().Count());
    }

    [Fact]
    public async Task A_proof_that_the_server_cannot_verify_is_final_for_the_run_and_names_what_to_check()
    {
        using var server = new StubServer(request => request.IsLogin ? Failed(500) : Answers.Rotation());
        using var client = Client(server);

        var first = await Failure(client);
        var sent = server.Logins.Count();
        var second = await Failure(client);

        Assert.Equal((3, 3), (sent, server.Logins.Count()));
        Assert.Equal(ApiHint.CheckProof, first.Hint);
        Assert.True(first.IsCredentialsRefused);
        Assert.Equal(first.Message, second.Message);
    }

    [Fact]
    public async Task A_directory_that_fails_is_not_asked_again_because_refusals_lock_the_identity()
    {
        using var server = new StubServer(request => request.IsLogin ? Failed(500) : Answers.Rotation());
        using var client = new InfisicalClient(
            Options with
            {
                Credentials = new Credentials.Identity("ldap-auth", "i", new LdapProof("u", "s3cret")) { LocksOut = true },
            },
            server);

        await Failure(client);

        Assert.Single(server.Logins);
    }

    [Fact]
    public async Task A_missing_proof_gives_way_to_the_credentials_of_the_environment_with_a_warning()
    {
        var notices = new List<ApiNotice>();
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = new InfisicalClient(
            Options with
            {
                Credentials = new Credentials.Identity(
                    "jwt-auth", "i", new JwtProof("i", new VariableToken("CI_TOKEN", _ => null))),
                EnvironmentCredentials = new Credentials.Token("ready-token"),
                Notify = notice => notices.AddRange(notice is null ? [] : [notice]),
            },
            server);

        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);

        Assert.Equal(["ready-token", "ready-token"], server.Requests.Select(request => request.Token));
        var notice = Assert.Single(notices);
        Assert.True(notice.IsWarning);
        Assert.EndsWith(
            "The environment variable CI_TOKEN is not set. The credentials of the environment are used instead.",
            notice.Text,
            StringComparison.Ordinal);
    }

    private static InfisicalOptions Options => Clients.Options with { TimeProvider = new ImmediateTime() };

    private static InfisicalClient Client(StubServer server) => new(
        Options with
        {
            Credentials = new Credentials.Identity("alicloud-auth", "i", new AlicloudProof("LTAItest", "s3cret", null)),
        },
        server);

    private static Task<ApiException> Failure(InfisicalClient client) => Assert.ThrowsAsync<ApiException>(
        () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

    private static HttpResponseMessage Failed(int status) => Answers.Error(status, "InternalServerError", "Something went wrong");
}
