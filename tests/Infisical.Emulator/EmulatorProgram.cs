using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>The emulator as a process: one line of JSON, then it serves until it is told to end.</summary>
internal static class EmulatorProgram
{
    public static async Task<int> Main(string[] words)
    {
        if (CommandLine.Read(words) is not { } line)
        {
            await Console.Error.WriteLineAsync(CommandLine.Usage);
            return 2;
        }

        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        if (await StartAsync(line.Options) is not { } started)
        {
            return 1;
        }

        await using var server = started;
        await Console.Out.WriteLineAsync(Json.Text(Hello(server)));
        await Console.Out.FlushAsync();
        await (line.UntilStdinEnds ? Task.WhenAny(ended.Task, StdinEndsAsync()) : ended.Task);
        return 0;

        void End(PosixSignalContext context)
        {
            context.Cancel = true;
            ended.TrySetResult();
        }
    }

    /// <summary>Null, and a sentence on standard error, where it can't listen.</summary>
    private static async Task<EmulatorServer?> StartAsync(EmulatorOptions options)
    {
        try
        {
            return await EmulatorServer.StartAsync(options, CancellationToken.None);
        }
        catch (IOException failure)
        {
            await Console.Error.WriteLineAsync($"The emulator can't listen: {failure.Message} Give another --port or --iam-port, or none for any that is free.");
            return null;
        }
    }

    private static JsonObject Hello(EmulatorServer server) => new()
    {
        ["address"] = server.Address.GetLeftPart(UriPartial.Authority),
        ["iamAddress"] = server.IamAddress.GetLeftPart(UriPartial.Authority),
        ["clientId"] = server.Seed.Identity.ClientId,
        ["clientSecret"] = server.Seed.Identity.ClientSecret,
        ["projectId"] = server.Seed.Project.Id,
        ["connectionId"] = server.Seed.Connection.Id,
        ["organizationId"] = server.Seed.OrganizationId,
        ["awsAccessKeyId"] = server.Seed.AwsRootKey.AccessKeyId,
        ["awsSecretAccessKey"] = server.Seed.AwsRootKey.SecretAccessKey,
    };

    private static async Task StdinEndsAsync()
    {
        await using var input = Console.OpenStandardInput();
        await input.CopyToAsync(Stream.Null);
    }
}
