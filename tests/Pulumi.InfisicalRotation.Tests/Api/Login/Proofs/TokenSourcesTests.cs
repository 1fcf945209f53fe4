using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

/// <summary>Tokens in variables and files: read at each login, and a clear sentence where there is none.</summary>
public sealed class TokenSourcesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    private string TokenPath => Path.Combine(_folder.FullName, "token");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_file_and_a_variable_are_read_anew_at_each_login()
    {
        var variable = "one";
        await File.WriteAllTextAsync(TokenPath, " one\n", Cancellation);
        var file = new FileToken(new ProofFile("token file", TokenPath, CertificateFile.Read));
        ITokenSource[] sources = [file, new VariableToken("MY_TOKEN", _ => variable)];

        foreach (var source in sources)
        {
            Assert.Equal("one", await Read(source));
        }

        variable = "two";
        await File.WriteAllTextAsync(TokenPath, "two", Cancellation);
        foreach (var source in sources)
        {
            Assert.Equal("two", await Read(source));
        }
    }

    [Theory]
    [InlineData(null, "could not be read")]
    [InlineData("", "It is empty or no regular file.")]
    [InlineData(" \n", "contains no token")]
    [InlineData("<html>\nnot found</html>", "contains no token")]
    public async Task A_file_without_a_token_is_one_sentence_with_its_path(string? content, string reason)
    {
        if (content is not null)
        {
            await File.WriteAllTextAsync(TokenPath, content, Cancellation);
        }

        var failure = await Failure(new FileToken(new ProofFile("token file", TokenPath, CertificateFile.Read)));

        Assert.Contains(TokenPath, failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("html", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_and_a_file_that_is_too_large_are_no_token()
    {
        await File.WriteAllBytesAsync(TokenPath, new byte[2 * 1024 * 1024], Cancellation);

        var folder = await Failure(new FileToken(new ProofFile("token file", _folder.FullName, CertificateFile.Read)));
        var large = await Failure(new FileToken(new ProofFile("token file", TokenPath, CertificateFile.Read)));

        Assert.Contains("no regular file", folder.Message, StringComparison.Ordinal);
        Assert.Contains("larger than", large.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_variable_that_is_not_set_is_named()
    {
        Assert.Contains(
            "The environment variable MY_TOKEN is not set.",
            (await Failure(new VariableToken("MY_TOKEN", _ => " "))).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "The environment variable MY_TOKEN contains no token",
            (await Failure(new VariableToken("MY_TOKEN", _ => "two words"))).Message,
            StringComparison.Ordinal);
    }

    private static async Task<string> Read(ITokenSource source)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Rotation());
        using var client = ClientWith(source, server);
        await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation);
        return (string)server.Logins.Single().Json["jwt"]!;
    }

    /// <summary>The server receives nothing, and a second call does not search again.</summary>
    private static async Task<ApiException> Failure(ITokenSource source)
    {
        using var server = new StubServer(_ => Answers.Rotation());
        using var client = ClientWith(source, server);
        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Same(failure, await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation)));
        Assert.Empty(server.Requests);
        Assert.Equal((ApiFailure.NotConfigured, true, true), (failure.Failure, failure.IsLogin, failure.IsProofMissing));
        return failure;
    }

    private static InfisicalClient ClientWith(ITokenSource source, StubServer server) => new(
        Clients.Options with
        {
            Credentials = new Credentials.Identity("jwt-auth", "id", new JwtProof("id", source)),
            TimeProvider = new ImmediateTime(),
        },
        server);
}
