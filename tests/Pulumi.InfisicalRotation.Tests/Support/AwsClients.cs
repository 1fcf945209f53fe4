using Infisical.Emulator;
using Pulumi.InfisicalRotation.Aws;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Clients of the emulated AWS, and of one that a test answers for.</summary>
internal static class AwsClients
{
    public static readonly AwsSettings FixedKeys = new()
    {
        AccessKeyId = "AKIATEST",
        SecretAccessKey = "s3cret-key-of-the-test",
    };

    public static Task<EmulatorServer> Server(EmulatorOptions? options = null) =>
        EmulatorServer.StartAsync(options, TestContext.Current.CancellationToken);

    public static AwsClient Of(EmulatorServer server, Func<AwsSettings, AwsSettings>? change = null)
    {
        var settings = new AwsSettings
        {
            Endpoint = server.IamAddress,
            AccessKeyId = server.Seed.AwsRootKey.AccessKeyId,
            SecretAccessKey = server.Seed.AwsRootKey.SecretAccessKey,
        };
        return new AwsClient(Options(change?.Invoke(settings) ?? settings));
    }

    public static AwsClient Of(StubServer server, AwsSettings? settings = null, TimeProvider? time = null) =>
        new(Options(settings ?? FixedKeys, time), server);

    public static AwsOptions Options(
        AwsSettings settings, TimeProvider? time = null, params (string Name, string Value)[] variables) => new()
        {
            Settings = settings,
            ReadVariable = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
            TimeProvider = time ?? new QuickTime(),
            Jitter = new Random(1),
        };

    /// <summary>A successful answer to an action.</summary>
    public static HttpResponseMessage Result(string action, string result) =>
        Answers.Text(200, $"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>", "text/xml");

    public static HttpResponseMessage Error(int status, string code, string message) => Answers.Text(
        status,
        $"<ErrorResponse><Error><Code>{code}</Code><Message>{message}</Message></Error></ErrorResponse>",
        "text/xml");

    public static HttpResponseMessage NoKeys() =>
        Result("ListAccessKeys", "<AccessKeyMetadata/><IsTruncated>false</IsTruncated>");
}
