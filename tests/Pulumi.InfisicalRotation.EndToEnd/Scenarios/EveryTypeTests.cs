using System.Text.Json;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.EndToEnd.Harness;
using TestEngine;
using TestEngine.Language;

namespace Pulumi.InfisicalRotation.EndToEnd.Scenarios;

/// <summary>Needs no CLI: the request of each contract, declared as a resource and held against the protocol's rules.</summary>
public sealed class EveryTypeTests
{
    public static TheoryData<string> Slugs =>
    [
        .. Directory.EnumerateDirectories(Contracts())
            .Where(folder => File.Exists(Path.Combine(folder, "type.json")))
            .Select(folder => Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task A_Rotation_Is_Created_Unchanged_And_Deleted(string slug)
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { Seed = Seed.WithEveryApp() });
        var runner = EngineStack.Of(server, Program(server, slug));
        var cancellation = TestContext.Current.CancellationToken;

        Succeeded(await runner.PreviewAsync(cancellation));
        server.HoldsNothing();
        Succeeded(await runner.UpAsync(cancellation));
        Assert.Equal(slug, server.Rotation.Type);
        Assert.Equal("healthy", runner.State.Named("it").Outputs.TextAt("health"));

        Unchanged(await runner.PreviewAsync(cancellation));
        Succeeded(await runner.DestroyAsync(cancellation));
        Assert.Empty(server.Emulator.World.Rotations);
        Assert.Empty(server.Emulator.World.Secrets);
    }

    [Theory]
    [MemberData(nameof(Slugs))]
    public async Task A_Rotation_Is_Refreshed_And_Imported_Without_A_Change(string slug)
    {
        await using var server = await Server.StartAsync(new EmulatorOptions { Seed = Seed.WithEveryApp() });
        var program = Program(server, slug);
        var cancellation = TestContext.Current.CancellationToken;
        var maker = EngineStack.Of(server, program);
        Succeeded(await maker.UpAsync(cancellation));
        Unchanged(await maker.RefreshAsync(cancellation));

        var importer = EngineStack.Of(server, program);
        Succeeded(await importer.ImportAsync(program.Resources[0].Token, "it", server.Rotation.Id, cancellation));
        server.Emulator.Requests.Clear();
        Unchanged(await importer.UpAsync(cancellation));
        Assert.Equal((0, 0), (server.Asked("POST"), server.Asked("PATCH")));
    }

    private static StackProgram Program(Server server, string slug)
    {
        using var contract = JsonDocument.Parse(File.ReadAllText(Path.Combine(Contracts(), slug, "create.json")));
        using var type = JsonDocument.Parse(File.ReadAllText(Path.Combine(Contracts(), slug, "type.json")));
        var inputs = (Dictionary<string, object?>)Plain(contract.RootElement)!;
        inputs["projectId"] = server.ProjectId;
        var app = type.RootElement.GetProperty("apps")[0].GetString();
        inputs["connectionId"] = server.Emulator.Seed.Connections.First(connection => connection.App == app).Id;
        return new StackProgram("every").With("it", $"infisical-rotation:index:{TypeName(slug)}", inputs);
    }

    private static string TypeName(string slug) => string.Concat(slug.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])) + "Rotation";

    private static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().ToDictionary(member => member.Name, member => Plain(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static RunResult Succeeded(RunResult result)
    {
        Assert.True(result.Succeeded, string.Join("\n", result.Errors));
        return result;
    }

    private static void Unchanged(RunResult result) => Assert.False(
        Succeeded(result).HasChanges, string.Join(", ", result.Steps.SelectMany(step => step.Details).Select(detail => detail.Path)));

    private static string Contracts() => Repository.At("tests", "Contract");
}
