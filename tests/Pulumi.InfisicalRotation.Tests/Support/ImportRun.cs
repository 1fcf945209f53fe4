using System.Text;
using System.Text.Json;
using Pulumi.InfisicalRotation.ImportFiles;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>One run of <c>import-file</c> in a folder of its own, with what it wrote and said.</summary>
internal sealed class ImportRun : IDisposable
{
    private readonly StringWriter _messages = new();
    private readonly MemoryStream _output = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("import-file-");

    /// <summary>Environment variables; empty without a server.</summary>
    public Dictionary<string, string> Variables { get; init; } = [];

    /// <summary>What arrives on standard input.</summary>
    public string Input { get; init; } = "";

    /// <summary>Path of the file that <see cref="Start"/> asks for.</summary>
    public string File => At("import.json");

    public int ExitCode { get; private set; }

    public string Messages => _messages.ToString();

    public string Output => Encoding.UTF8.GetString(_output.ToArray());

    /// <summary>The entries as <c>name type id parent</c>, the type without its package.</summary>
    public string[] Entries =>
    [
        .. Document.GetProperty("resources").EnumerateArray().Select(resource => string.Join(
            ' ',
            new[] { "name", "type", "id", "parent" }
                .Select(key => resource.TryGetProperty(key, out var value) ? value.GetString()!.Split(':')[^1] : "-"))),
    ];

    public JsonElement Document =>
        JsonDocument.Parse(System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File) : Output).RootElement;

    /// <summary>An identity of the server, by the variables of the environment.</summary>
    public static ImportRun With(ProviderHarness engine) => new()
    {
        Variables = new Dictionary<string, string>
        {
            ["INFISICAL_HOST"] = engine.Server.Address.ToString(),
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_ID"] = engine.Server.Seed.Identity.ClientId,
            ["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = engine.Server.Seed.Identity.ClientSecret,
        },
    };

    /// <summary>One rotation in /services and one in the root folder; their ids.</summary>
    public static async Task<(string First, string Second)> TwoRotations(ProviderHarness engine)
    {
        await engine.SendElsewhere(HttpMethod.Post, "", engine.Inputs());
        await engine.SendElsewhere(
            HttpMethod.Post, "", engine.Inputs("deploy-key", "deploy-bot", "DEPLOY").With("secretPath", "/"));
        var all = engine.Server.World.Rotations;
        return (all.Single(one => one.Name == "ci-key").Id, all.Single(one => one.Name == "deploy-key").Id);
    }

    public string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Puts a file into the folder.</summary>
    public string Write(string name, string text)
    {
        System.IO.File.WriteAllText(At(name), text);
        return At(name);
    }

    /// <summary>Runs the command with a file in the folder.</summary>
    public Task<ImportRun> Start(params string[] arguments) => StartAt(File, arguments);

    /// <summary>Runs the command with this file.</summary>
    public Task<ImportRun> StartAt(string file, params string[] arguments) => StartWith([file, .. arguments]);

    /// <summary>Runs the command with these words.</summary>
    public async Task<ImportRun> StartWith(params string[] words)
    {
        var command = new ImportFileCommand(
            Variables.GetValueOrDefault,
            TimeProvider.System,
            () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
            () => _output,
            _messages);
        ExitCode = await command.Run(words, TestContext.Current.CancellationToken);
        return this;
    }

    public void Dispose()
    {
        _folder.Delete(recursive: true);
        _output.Dispose();
        _messages.Dispose();
    }
}
