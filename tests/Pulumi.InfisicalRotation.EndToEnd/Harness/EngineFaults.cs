using Infisical.Emulator;

namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>A connection with a rotation, and one change of them that is under way when something ends.</summary>
internal static class EngineFaults
{
    public const string ConnectionType = "infisical-rotation:index:AwsConnection";

    private const string Rotations = "/api/v2/secret-rotations";
    private const string Connections = "/api/v1/app-connections/aws";

    private static readonly string[] All =
    [
        "create", "update", "move", "rotate", "delete", "create connection", "patch connection", "delete connection",
    ];

    /// <summary>Every change that one <c>up</c> can make to the two resources, all left to the verb.</summary>
    public static TheoryData<string> LongChanges => Sample.Of(All);

    /// <summary>Every change that one <c>up</c> can make to the two resources; CI makes those that are named.</summary>
    public static TheoryData<string> Changes(string inCi, string alsoInCi) => Sample.Of(All, inCi, alsoInCi);

    public static Task<Server> ServerAsync() => Server.StartAsync(new EmulatorOptions { RotationsObeyIamPolicies = false });

    /// <summary>A connection and a rotation that uses it.</summary>
    public static string Program(Server server) => $$"""
        resources:
          rotator:
            type: {{ConnectionType}}
            properties:
              name: rotator
              method: access-key
              credentials:
                accessKeyId: {{server.Emulator.Seed.AwsRootKey.AccessKeyId}}
                secretAccessKey: {{server.Emulator.Seed.AwsRootKey.SecretAccessKey}}
          keys:
            type: {{Programs.RotationType}}
            properties:
              name: keys
              projectId: {{server.ProjectId}}
              connectionId: ${rotator.connectionId}
              environment: dev
              secretPath: /
              rotationInterval: 30
              parameters:
                userName: ci-bot
              secretsMapping:
                accessKeyId: AWS_ACCESS_KEY_ID
                secretAccessKey: AWS_SECRET_ACCESS_KEY
        """;

    /// <summary>A stack whose next <c>up</c> makes the change.</summary>
    public static async Task<CliStack> StackAsync(Server server, string change)
    {
        var stack = await CliStack.StartAsync(server, Program(server));
        if (!IsCreation(change))
        {
            (await stack.UpAsync()).Succeeded();
            stack.Write(Changed(server, change));
        }

        return stack;
    }

    /// <summary>Holds the answer to the change; the server has carried it out then.</summary>
    public static Hold Hold(Server server, string change) => Hold(server, change, Fault.AnswerWaits);

    /// <summary>Holds the request of the change, as the fault says.</summary>
    public static Hold Hold(Server server, string change, Func<Hold, Fault> fault)
    {
        var (method, path) = RequestOf(change);
        var hold = new Hold();
        server.Emulator.Faults.On(method, path, fault(hold));
        return hold;
    }

    /// <summary>Waits until the provider has removed what it created and nobody will record.</summary>
    public static Task IsRemovedAsync(Server server, string change) => Eventually.HoldsAsync(
        () => change switch
        {
            "create" => server.Counts() == (0, 0, 0),
            "create connection" => server.Emulator.World.AppConnections.Named("rotator") is null,
            _ => true,
        },
        "the provider removes what nobody will record");

    /// <summary>
    /// What a user does about something that was created and is in no state: the next run names it, and it is adopted or imported.
    /// </summary>
    public static async Task TakeOverCreatedAsync(Server server, CliStack stack, string change)
    {
        if (change == "create")
        {
            (await stack.UpAsync()).Ended(1).Says("It is identical to the requested one. To adopt it, set adoptExisting: true");
            Assert.Equal((1, 1, 2), server.Counts());
            stack.Write(Program(server).With("      name: keys", "      name: keys\n      adoptExisting: true"));
        }
        else if (change == "create connection")
        {
            var id = server.Emulator.World.AppConnections.Named("rotator")!.Id;
            (await stack.UpAsync()).Ended(1).Says($"import it: pulumi import {ConnectionType} NAME {id}");
            (await stack.ImportAsync(ConnectionType, "rotator", id)).Succeeded();
        }
    }

    /// <summary>Fails the test unless the next runs end where the program says, and leave nothing at the end.</summary>
    /// <param name="server">The server.</param>
    /// <param name="stack">The stack.</param>
    /// <param name="change">The change.</param>
    public static async Task ConvergesAsync(Server server, CliStack stack, string change)
    {
        (await stack.UpAsync()).Succeeded();
        var keys = change == "rotate" ? 2 : 1;
        Assert.Equal(change.StartsWith("delete", StringComparison.Ordinal) ? (0, 0, 0) : (1, keys, 2), server.Counts());
        Assert.Equal(change == "delete connection" ? 1 : 2, server.Emulator.World.Connections);
        Assert.Empty(server.Emulator.World.OrphanedKeys);
        await stack.HasNothingToDoAsync();

        (await stack.DestroyAsync()).Succeeded();
        server.HoldsNothing();
        Assert.Equal(1, server.Emulator.World.Connections);
    }

    private static bool IsCreation(string change) => change.StartsWith("create", StringComparison.Ordinal);

    private static string Changed(Server server, string change)
    {
        var program = Program(server);
        return change switch
        {
            "update" => program.With("rotationInterval: 30", "rotationInterval: 60"),
            "move" => program.With("secretPath: /", "secretPath: /services"),
            "rotate" => program.With("      rotationInterval: 30", "      rotationInterval: 30\n      rotateTriggers: { why: now }"),
            "patch connection" => program.With("      name: rotator", "      name: rotator\n      description: changed"),
            "delete" => program[..program.IndexOf("  keys:", StringComparison.Ordinal)],
            _ => Programs.Nothing,
        };
    }

    private static (string Method, string Path) RequestOf(string change) => change switch
    {
        "create" or "move" or "rotate" => ("POST", Rotations),
        "update" => ("PATCH", Rotations),
        "delete" => ("DELETE", Rotations),
        "create connection" => ("POST", Connections),
        "patch connection" => ("PATCH", Connections),
        _ => ("DELETE", Connections),
    };
}
