using Pulumi.InfisicalRotation.Session;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Session;

public sealed class CertificateFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void A_file_and_a_link_to_one_are_read()
    {
        File.WriteAllText(At("ca.pem"), "PEM é");
        File.CreateSymbolicLink(At("first"), At("ca.pem"));
        File.CreateSymbolicLink(At("second"), At("first"));

        Assert.Equal(["PEM é", "PEM é"], [CertificateFile.Read(At("ca.pem")), CertificateFile.Read(At("second"))]);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdin")]
    [InlineData("/")]
    [InlineData("/nonexistent/ca.pem")]
    public void What_is_no_regular_file_is_refused_without_reading_it(string path)
    {
        File.CreateSymbolicLink(At("link"), path);

        Assert.ThrowsAny<Exception>(() => CertificateFile.Read(path));
        Assert.ThrowsAny<Exception>(() => CertificateFile.Read(At("link")));
    }

    [Fact]
    public void An_empty_file_and_one_that_is_too_large_are_refused()
    {
        File.WriteAllBytes(At("empty"), []);
        File.WriteAllBytes(At("largest"), new byte[1024 * 1024]);
        File.WriteAllBytes(At("larger"), new byte[(1024 * 1024) + 1]);

        Assert.Equal(1024 * 1024, CertificateFile.Read(At("largest")).Length);
        Assert.Contains(
            "empty", Assert.Throws<IOException>(() => CertificateFile.Read(At("empty"))).Message, StringComparison.Ordinal);
        Assert.Contains(
            "larger", Assert.Throws<IOException>(() => CertificateFile.Read(At("larger"))).Message, StringComparison.Ordinal);
    }

    private string At(string name) => Path.Combine(_folder.FullName, name);
}
