using Infisical.Emulator;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Rotations.Read;

public sealed class ImportOperationTests
{
    [Theory]
    [InlineData("../../x")]
    [InlineData("./dev/x")]
    [InlineData("p/dev/../x")]
    public async Task An_id_that_addresses_another_route_is_refused(string id)
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Contains("is not a rotation id", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_a_component_is_refused_with_the_solution()
    {
        await using var engine = await ProviderHarness.Start(token: "infisical-rotation:index:RotatedAwsIamUser");

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(Guid.NewGuid().ToString()));

        Assert.Contains("Import its rotation", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_as_another_type_of_the_same_app_is_refused()
    {
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() },
            PackageInfo.Token(Contracts.Type("datadog-api-key").TypeName));
        var stored = await engine.Create(Contracts.Inputs("datadog-api-key"));
        using var provider = new InfisicalProvider(new QuickTime(), _ => null);
        provider.Configure(engine.Configuration());
        var token = PackageInfo.Token(Contracts.Type("datadog-application-key-secret").TypeName);

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => provider.Read(new ReadCall(token, "r", stored.Id, null, null), engine.Context));

        Assert.Contains(
            "import it as infisical-rotation:index:DatadogApiKeyRotation", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dev/services/ci-key", "here")]
    [InlineData(" dev/services/ci-key ", "here")]
    [InlineData("prod/services/ci-key", "prod")]
    [InlineData("dev/other/ci-key", "other")]
    [InlineData("dev/services/second", "second")]
    [InlineData("dev/ci-key", "root")]
    [InlineData("staging/services/ci-key", null)]
    [InlineData("prod/other/ci-key", null)]
    [InlineData("prod/services/second", null)]
    public async Task An_import_by_path_finds_the_rotation_of_this_environment_folder_and_name(
        string path, string? expected)
    {
        await using var engine = await ProviderHarness.Start();
        engine.Server.World.Add(new SeedFolder("prod", "/services"));
        engine.Server.World.Add(new SeedFolder("dev", "/other"));
        var made = new Dictionary<string, Stored>
        {
            ["prod"] = await Create("prod", engine.Inputs().With("environment", "prod")),
            ["other"] = await Create("other", engine.Inputs().With("secretPath", "/other")),
            ["root"] = await Create("root", engine.Inputs().With("secretPath", "/")),
            ["second"] = await Create("second", engine.Inputs("second", prefix: "SECOND")),
            ["here"] = await Create("here", engine.Inputs()),
        };
        engine.NewRun();

        var imported = await engine.Import(
            path.Replace(path.Trim(), $"{engine.Server.Seed.Project.Id}/{path.Trim()}", StringComparison.Ordinal));

        Assert.Equal(expected is null ? null : made[expected].Id, imported?.Id);

        // One user each, for of a user's two access keys the server deletes the older.
        async Task<Stored> Create(string user, PropertyMap inputs)
        {
            engine.Server.World.Add(new SeedIamUser(user));
            return await engine.Create(inputs.With("parameters", PropertyMap.Empty.With("userName", user)), user);
        }
    }

    [Theory]
    [InlineData("project/dev")]
    [InlineData("project//name")]
    [InlineData("project/dev/./name")]
    [InlineData("project/dev/../name")]
    [InlineData("project/dev/name/")]
    public async Task An_id_that_is_neither_a_UUID_nor_a_path_sends_no_request(string id)
    {
        await using var engine = await ProviderHarness.Start();

        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import(id));

        Assert.Equal(RefusalKind.InvalidInput, refusal.Kind);
        Assert.Empty(engine.Server.Requests.All);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Inputs_of_an_import_pass_the_check_unchanged_and_have_no_diff(bool byPath)
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var imported = await engine.Import(byPath ? $"{engine.Server.Seed.Project.Id}/dev/services/ci-key" : stored.Id);

        Assert.Equal(stored.Id, imported!.Id);
        Assert.Equal(imported.Inputs, engine.Check(imported.Inputs, imported.Inputs));
        Assert.Equal(engine.Inputs(), imported.Inputs);
        Assert.Empty(engine.Diff(imported, engine.Inputs()));
    }

    [Fact]
    public async Task An_import_of_a_missing_rotation_is_null_and_of_a_malformed_id_an_error()
    {
        await using var engine = await ProviderHarness.Start();

        Assert.Null(await engine.Import("11111111-1111-4111-8111-111111111111"));
        Assert.Null(await engine.Import($"{engine.Server.Seed.Project.Id}/dev/nothing"));
        var refusal = await Assert.ThrowsAsync<RefusalException>(() => engine.Import("not an id"));
        Assert.Contains("projectId/environment/folder/path/name", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_import_does_not_guess_another_type()
    {
        const string Slug = "datadog-api-key";
        await using var engine = await ProviderHarness.Start(
            new EmulatorOptions { Seed = Seed.WithEveryApp() }, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        engine.Server.Faults.On(
            "GET", $"/api/v2/secret-rotations/{Slug}", Fault.Error(403, "PermissionDenied", "You may not do this"));

        var refusal = await Assert.ThrowsAsync<RefusalException>(
            () => engine.Import("11111111-1111-4111-8111-111111111111"));

        Assert.Contains("You may not do this", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("import it as", refusal.Message, StringComparison.Ordinal);
    }
}
