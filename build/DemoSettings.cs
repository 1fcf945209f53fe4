using System.Text.Json;

namespace Build;

/// <summary>Settings of the demo: the addresses and credentials of the emulator, and the configuration of the stack.</summary>
internal sealed record DemoSettings(IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> Config)
{
    private static readonly string[] Prefixes = ["INFISICAL_", "AWS_", "PULUMI_"];

    /// <summary>Variables of this process that could send the demo to a real account.</summary>
    internal static IEnumerable<string> Unwanted => System.Environment.GetEnvironmentVariables().Keys.Cast<string>()
        .Where(name => Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)));

    internal static DemoSettings For(Emulator emulator) => new(
        new Dictionary<string, string>
        {
            ["INFISICAL_HOST"] = emulator.Address,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] = emulator.ClientId,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = emulator.ClientSecret,
        },
        new Dictionary<string, string>
        {
            ["projectId"] = emulator.ProjectId,
            ["connectionId"] = emulator.ConnectionId,
            ["infisical-rotation:whenUnhealthy"] = "fail",
            ["infisical-rotation:aws"] = JsonSerializer.Serialize(new
            {
                endpoint = emulator.IamAddress,
                region = "us-east-1",
                accessKeyId = emulator.AwsAccessKeyId,
                secretAccessKey = emulator.AwsSecretAccessKey,
            }),
        });
}
