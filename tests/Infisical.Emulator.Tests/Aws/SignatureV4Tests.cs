using System.Collections.Immutable;

namespace Infisical.Emulator.Tests.Aws;

/// <summary>The worked example that AWS publishes for its signatures.</summary>
public sealed class SignatureV4Tests
{
    private const string Signature = "5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7";

    [Theory]
    [InlineData("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", true)]
    [InlineData("another-secret", false)]
    public void Fits_the_secret_it_was_made_with_only(string secret, bool fits)
    {
        var request = new Arrived(
            EmulatorListener.Aws,
            Api.Start,
            "GET",
            "/",
            "/?Action=ListUsers&Version=2010-05-08",
            ImmutableDictionary<string, string>.Empty,
            ImmutableDictionary<string, string>.Empty
                .Add("host", "iam.amazonaws.com")
                .Add("content-type", "application/x-www-form-urlencoded; charset=utf-8")
                .Add("x-amz-date", "20150830T123600Z")
                .Add("authorization", $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature={Signature}"),
            []);
        var read = SignatureV4.Read(request);
        Assert.Equal(("AKIDEXAMPLE", "us-east-1", "iam"), (read.AccessKeyId, read.Region, read.Service));
        Assert.Equal(fits, read.Fits(request, secret));
    }
}
