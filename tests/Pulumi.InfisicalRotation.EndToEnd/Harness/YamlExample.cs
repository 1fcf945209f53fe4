namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A YAML program of the folder examples, as a stack of the real CLI.</summary>
internal static class YamlExample
{
    /// <summary>The IAM user of the app connection that an example creates.</summary>
    public const string Rotator = "infisical-rotator";

    /// <summary>The example as it stands in the repository, but for the project's name and the provider's folder.</summary>
    /// <param name="server">The server.</param>
    /// <param name="example">The path of the program in the repository.</param>
    /// <param name="config">The names of the configuration values that the program requires.</param>
    /// <param name="withAws">Whether the program finds the stand-in for the <c>aws</c> package.</param>
    public static async Task<CliStack> StartAsync(Server server, string example, string[] config, bool withAws = false)
    {
        var stack = withAws ? await CliStack.StartWithAwsAsync(server, "") : await CliStack.StartAsync(server, "");
        var lines = await File.ReadAllLinesAsync(Repository.At(example), TestContext.Current.CancellationToken);
        await File.WriteAllLinesAsync(Path.Combine(stack.Folder, "Pulumi.yaml"), lines.Select(line => Adapted(line, withAws)), TestContext.Current.CancellationToken);
        foreach (var name in config)
        {
            var secrecy = name is "clientSecret" or "rotatorSecretAccessKey" ? "--secret" : "--plaintext";
            (await stack.RunAsync("config", "set", secrecy, name, Value(server, name), "--stack", StackTemplate.Stack)).Succeeded();
        }

        return stack;
    }

    private static string Adapted(string line, bool withAws)
    {
        if (line.StartsWith("name: ", StringComparison.Ordinal))
        {
            return $"name: {StackTemplate.Project}";
        }

        return line.EndsWith("bin", StringComparison.Ordinal) && line.TrimStart().StartsWith("path: ", StringComparison.Ordinal)
            ? $"      path: {PublishedProvider.Folder}{(withAws ? AwsStandIn.Plugin : "")}"
            : line;
    }

    private static string Value(Server server, string name) => name switch
    {
        "projectId" => server.ProjectId,
        "connectionId" => server.ConnectionId,
        "rotatorAccessKeyId" => server.Emulator.World.KeysOf(Rotator)[0].AccessKeyId,
        "rotatorSecretAccessKey" => server.Emulator.World.KeysOf(Rotator)[0].SecretAccessKey,
        "host" => server.EnvironmentFor()["INFISICAL_HOST"],
        "clientId" => server.Emulator.Seed.Identity.ClientId,
        _ => server.Emulator.Seed.Identity.ClientSecret,
    };
}
