using System.Diagnostics;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Protos;

namespace Bench;

/// <summary>What the process costs by itself: time to the first answer, memory, size.</summary>
internal static class ProcessNumbers
{
    private const int Starts = 21;
    private const int AtATime = 8;
    private const string Type = "infisical-rotation:index:AwsIamUserSecretRotation";

    public static async Task MeasureAsync(Table table, CancellationToken cancellation)
    {
        table.Add("executable", $"{new FileInfo(PublishedProvider.Executable).Length / 1e6:0.0} MB", "≤ 20 MB");
        table.Add($"start → first answer, median of {Starts}", $"{await FirstAnswerAsync(cancellation):0} ms", "≤ 33 ms (pulumi-command)");
        await using var provider = await RunningProvider.StartAsync(new Dictionary<string, string>(), cancellation);
        await SchemaAsync(provider, table, cancellation);
        await ResourcesAsync(table, cancellation);
    }

    private static async Task<double> FirstAnswerAsync(CancellationToken cancellation)
    {
        var times = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            var watch = Stopwatch.StartNew();
            await using var provider = await RunningProvider.StartAsync(new Dictionary<string, string>(), cancellation);
            await provider.Client.GetPluginInfoAsync(new Empty(), cancellationToken: cancellation);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times.Order().ElementAt(Starts / 2);
    }

    private static async Task SchemaAsync(RunningProvider provider, Table table, CancellationToken cancellation)
    {
        await provider.Client.GetPluginInfoAsync(new Empty(), cancellationToken: cancellation);
        table.Add("resident memory after the first answer", $"{provider.ResidentMiB:0} MiB", "≤ 28 MiB");
        var watch = Stopwatch.StartNew();
        var answer = await provider.Client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: cancellation);
        table.Add("GetSchema", $"{watch.Elapsed.TotalMilliseconds:0} ms, {Encoding.UTF8.GetByteCount(answer.Schema) / 1024} KiB", "–");
        table.Add("resident memory after GetSchema", $"{provider.ResidentMiB:0} MiB", "≤ 28 MiB");
    }

    private static async Task ResourcesAsync(Table table, CancellationToken cancellation)
    {
        await using var emulator = await World.StartAsync(cancellation);
        var folder = Directory.CreateTempSubdirectory("infisical-rotation-bench-");
        try
        {
            await using var provider = await RunningProvider.StartAsync(PulumiCli.Surroundings(emulator, folder), cancellation);
            await provider.Client.ConfigureAsync(
                new ConfigureRequest { Args = new Struct(), AcceptSecrets = true, AcceptResources = true }, cancellationToken: cancellation);
            await Parallel.ForEachAsync(
                Enumerable.Range(0, World.Most),
                new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = cancellation },
                async (number, ended) => await CreateAsync(provider, emulator, number, ended));
            table.Add($"resident memory with {World.Most} resources created", $"{provider.ResidentMiB:0} MiB", "≤ 40 MiB");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task CreateAsync(RunningProvider provider, EmulatorServer emulator, int number, CancellationToken cancellation)
    {
        var name = World.UserName(number);
        var urn = $"urn:pulumi:bench::bench::{Type}::{name}";
        var check = await provider.Client.CheckAsync(
            new CheckRequest { Urn = urn, Name = name, Type = Type, Olds = new Struct(), News = Inputs(emulator, number) },
            cancellationToken: cancellation);
        if (check.Failures.Count > 0)
        {
            throw new InvalidOperationException(string.Join(" ", check.Failures.Select(failure => $"{failure.Property} {failure.Reason}")));
        }

        await provider.Client.CreateAsync(
            new CreateRequest { Urn = urn, Name = name, Type = Type, Properties = check.Inputs }, cancellationToken: cancellation);
    }

    private static Struct Inputs(EmulatorServer emulator, int number) => new()
    {
        Fields =
        {
            ["projectId"] = Value.ForString(emulator.Seed.Project.Id),
            ["connectionId"] = Value.ForString(emulator.Seed.Connection.Id),
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
