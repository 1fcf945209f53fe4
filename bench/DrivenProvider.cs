using Google.Protobuf.WellKnownTypes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>The provider with calls as the engine sends them, but without the engine and its time.</summary>
internal sealed class DrivenProvider : IAsyncDisposable
{
    /// <summary>How many resources the engine works on at a time on two cores.</summary>
    private const int AtATime = 8;

    private const string Type = "infisical-rotation:index:AwsIamUserSecretRotation";

    private readonly EmulatorServer _emulator;
    private readonly DirectoryInfo _folder;

    private RunningProvider? _provider;

    private DrivenProvider(EmulatorServer emulator, DirectoryInfo folder) => (_emulator, _folder) = (emulator, folder);

    public RunningProvider Provider => _provider!;

    public static async Task<DrivenProvider> StartAsync(EmulatorServer emulator, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-bench-");
        var driven = new DrivenProvider(emulator, folder);
        driven._provider = await RunningProvider.StartAsync(PulumiCli.Surroundings(emulator, folder), cancellation);
        await driven.Provider.Client.ConfigureAsync(
            new ConfigureRequest { Args = new Struct(), AcceptSecrets = true, AcceptResources = true }, cancellationToken: cancellation);
        return driven;
    }

    /// <summary>Calls for each of the resources, some at a time.</summary>
    public static Task ForEachAsync(int size, Func<int, CancellationToken, Task> call, CancellationToken cancellation) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, size),
            new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation },
            async (number, ended) => await call(number, ended));

    public async Task<Struct> CheckAsync(int number, CancellationToken cancellation)
    {
        var check = await Provider.Client.CheckAsync(
            new CheckRequest { Urn = Urn(number), Name = World.UserName(number), Type = Type, Olds = new Struct(), News = Inputs(number) },
            cancellationToken: cancellation);
        return check.Failures.Count == 0
            ? check.Inputs
            : throw new InvalidOperationException(string.Join(" ", check.Failures.Select(failure => $"{failure.Property} {failure.Reason}")));
    }

    public async Task CreateAsync(int number, CancellationToken cancellation)
    {
        var inputs = await CheckAsync(number, cancellation);
        await Provider.Client.CreateAsync(
            new CreateRequest { Urn = Urn(number), Name = World.UserName(number), Type = Type, Properties = inputs },
            cancellationToken: cancellation);
    }

    /// <summary>Compares a resource with itself.</summary>
    public async Task DiffAsync(int number, Struct inputs, CancellationToken cancellation) => await Provider.Client.DiffAsync(
        new DiffRequest
        {
            Id = Guid.Empty.ToString(),
            Urn = Urn(number),
            Name = World.UserName(number),
            Type = Type,
            Olds = inputs,
            OldInputs = inputs,
            News = inputs,
        },
        cancellationToken: cancellation);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string Urn(int number) => $"urn:pulumi:bench::bench::{Type}::{World.UserName(number)}";

    private Struct Inputs(int number) => new()
    {
        Fields =
        {
            ["projectId"] = Value.ForString(_emulator.Seed.Project.Id),
            ["connectionId"] = Value.ForString(_emulator.Seed.Connection.Id),
            ["environment"] = Value.ForString("dev"),
            ["secretPath"] = Value.ForString("/"),
            ["rotationInterval"] = Value.ForNumber(30),
            ["parameters"] = Value.ForStruct(new Struct { Fields = { ["userName"] = Value.ForString(World.UserName(number)) } }),
            ["secretsMapping"] = Value.ForStruct(new Struct
            {
                Fields =
                {
                    ["accessKeyId"] = Value.ForString(World.SecretName(number, "ID")),
                    ["secretAccessKey"] = Value.ForString(World.SecretName(number, "KEY")),
                },
            }),
        },
    };
}
