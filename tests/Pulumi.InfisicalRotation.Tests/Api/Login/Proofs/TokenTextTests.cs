using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

/// <summary>A token in place of the name of a variable or of a path.</summary>
public sealed class TokenTextTests
{
    private const string Token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJjYW5hcnkifQ.canary";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_token_in_the_wrong_place_is_not_quoted(bool isPath)
    {
        ITokenSource source = isPath
            ? new FileToken(new ProofFile("token file", Token, _ => throw new FileNotFoundException()))
            : new VariableToken(Token, _ => null);

        var failure = await ProofLogin.Failure(new JwtProof("identity-1", source));

        Assert.Contains("looks like a token", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<bool> Methods => [false, true];

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_long_absolute_path_is_a_path(bool isKey)
    {
        var path = $"{Path.GetTempPath()}{string.Join('/', Enumerable.Repeat("folder-of-a-build", 20))}/key.pem";

        var login = await LogIn(isKey, path);

        Assert.Equal([path], login);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_long_relative_path_of_a_file_that_exists_is_a_path(bool isKey)
    {
        var folder = Directory.CreateTempSubdirectory("token-text").FullName;
        var file = Path.Combine(folder, new string('k', 210));
        await File.WriteAllTextAsync(file, "", TestContext.Current.CancellationToken);
        var path = Path.GetRelativePath(Environment.CurrentDirectory, file);
        try
        {
            Assert.Equal([path], await LogIn(isKey, path));
            File.Delete(file);
            await ProofLogin.Failure(Proof(isKey, path, _ => throw new InvalidOperationException("It is not read.")));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<List<string>> LogIn(bool isKey, string path)
    {
        var read = new List<string>();
        await ProofLogin.LogIn(Proof(isKey, path, file =>
        {
            read.Add(file);
            return isKey ? LoginKeys.Pem : "a.b.c";
        }));
        return read;
    }

    private static IProof Proof(bool isKey, string path, Func<string, string> read) => isKey
        ? new CertificateProof(LoginKeys.Certificate, path, null, read)
        : new JwtProof("identity-1", new FileToken(new ProofFile("token file", path, read)));
}
