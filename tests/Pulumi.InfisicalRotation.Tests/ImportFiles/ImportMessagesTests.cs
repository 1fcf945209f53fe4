using Pulumi.InfisicalRotation.ImportFiles;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class ImportMessagesTests
{
    [Theory]
    [InlineData("a[\"ci\"]", false, "terraform state rm 'a[\"ci\"]'")]
    [InlineData("a[\"o'neil\"]", false, "terraform state rm 'a[\"o'\\''neil\"]'")]
    [InlineData("a[\"ci\"]", true, "terraform state rm \"a[\\\"ci\\\"]\"")]
    [InlineData("a[\"two  spaces\"]", false, "(remove a[\"two spaces\"])")]
    public void An_address_is_quoted_for_the_shell(string address, bool isWindows, string expected) =>
        Assert.Equal(expected, ImportMessages.ForgetCommand(address, isWindows));
}
