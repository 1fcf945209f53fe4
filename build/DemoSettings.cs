namespace Build;

/// <summary>Settings of the demo: the address of the server, and the configuration of the program.</summary>
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
