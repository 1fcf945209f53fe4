namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A stack with everything in its settings or its program, and nothing in the environment.</summary>
internal static class ConfiguredStack
{
    public const string NewSecret = "n3w-s3cret-for-test";

    /// <summary>The client id stays, the secret is another one.</summary>
    public static void Renew(Server server) => server.Emulator.World.Add(server.Emulator.Seed.Identity with { ClientSecret = NewSecret });

    /// <summary>A stack of <see cref="Programs.Rotation"/>, with host and credentials in the stack's settings.</summary>
    public static async Task<CliStack> StartAsync(Server server)
    {
        var stack = await CliStack.StartAsync(server, Programs.Rotation(server));
        var host = stack.Environment["INFISICAL_HOST"];
        stack.Environment = stack.Environment.RemoveRange(server.EnvironmentFor().Keys);
        await stack.SetAsync("host", host);
        await stack.SetAsync("auth.universal.clientId", server.Emulator.Seed.Identity.ClientId);
        await stack.SetAsync("auth.universal.clientSecret", server.Emulator.Seed.Identity.ClientSecret, isSecret: true);
        return stack;
    }

    /// <summary>The same with an explicit provider in the program.</summary>
    public static async Task<CliStack> StartExplicitAsync(Server server)
    {
        var stack = await CliStack.StartAsync(server, Explicit(server, server.Emulator.Seed.Identity.ClientSecret));
        stack.Environment = stack.Environment.RemoveRange(server.EnvironmentFor().Keys);
        return stack;
    }

    /// <summary><see cref="Programs.Rotation"/> with a provider that has this secret.</summary>
    public static string Explicit(Server server, string clientSecret) => Programs.Rotation(server)
        .With("resources:", $"""
            resources:
              infisical:
                type: pulumi:providers:infisical-rotation
                properties:
                  host: {server.Emulator.Address}
                  auth:
                    universal:
                      clientId: {server.Emulator.Seed.Identity.ClientId}
                      clientSecret:
                        fn::secret: {clientSecret}
            """)
        .With("    properties:\n      name: keys", "    options:\n      provider: ${infisical}\n    properties:\n      name: keys");
}
