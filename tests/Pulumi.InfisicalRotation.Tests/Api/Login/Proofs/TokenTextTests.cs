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
}
