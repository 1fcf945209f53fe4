namespace Build;

/// <summary>Where the demo's provider finds its server, and what the demo's program is told.</summary>
internal sealed record DemoSettings(IReadOnlyDictionary<string, string> Environment, IReadOnlyDictionary<string, string> Config)
{
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
        });
}
