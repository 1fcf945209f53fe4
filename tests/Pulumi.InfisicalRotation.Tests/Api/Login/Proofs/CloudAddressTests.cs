using Pulumi.InfisicalRotation.Api.Login.Proofs;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login.Proofs;

public sealed class CloudAddressTests
{
    [Theory]
    [InlineData("https://login.example.com/token", false, true)]
    [InlineData("http://127.0.0.1:8080/token", false, true)]
    [InlineData("http://login.example.com/token", false, false)]
    [InlineData("http://metadata.google.internal/token", true, true)]
    [InlineData("file:///etc/passwd", true, false)]
    [InlineData("login.example.com", false, false)]
    public void A_token_is_sent_in_clear_to_this_machine_only(string text, bool isMetadata, bool isAccepted) =>
        Assert.Equal(isAccepted, CloudAddress.Parse(text, isMetadata) is not null);
}
