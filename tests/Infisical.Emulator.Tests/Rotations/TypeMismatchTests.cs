namespace Infisical.Emulator.Tests.Rotations;

public sealed class TypeMismatchTests
{
    private const string ApiKeys = $"{Api.Rotations}/datadog-api-key";
    private const string ApplicationKeys = $"{Api.Rotations}/datadog-application-key-secret";

    [Fact]
    public async Task Another_apps_type_is_told()
    {
        await using var api = await StartAsync();
        var id = await CreateAsync(api);
        (await api.Get($"{Api.Aws}/{id}")).Refused(400, "BadRequest", $"Secret Rotation with ID \"{id}\" is not configured for AWS IAM User Secret");
    }

    [Fact]
    public async Task A_read_by_the_same_apps_other_type_is_500()
    {
        await using var api = await StartAsync();
        var id = await CreateAsync(api);
        (await api.Get($"{ApplicationKeys}/{id}")).Refused(500, "InternalServerError", "Something went wrong");
    }

    [Fact]
    public async Task A_rotation_by_the_same_apps_other_type_takes_effect_and_is_500()
    {
        await using var api = await StartAsync();
        var id = await CreateAsync(api);
        Assert.Equal(500, (await api.Post($"{ApplicationKeys}/{id}/rotate-secrets")).Status);
        Assert.Equal((1, 2), (api.Server.World.Rotations.Single().ActiveIndex, api.Server.World.Credentials.Length));
    }

    [Fact]
    public async Task A_deletion_by_the_same_apps_other_type_takes_effect_and_is_500()
    {
        await using var api = await StartAsync();
        var id = await CreateAsync(api);
        Assert.Equal(500, (await api.Delete($"{ApplicationKeys}/{id}?deleteSecrets=true")).Status);
        Assert.Empty(api.Server.World.Rotations);
    }

    [Fact]
    public async Task A_name_is_found_under_any_type()
    {
        await using var api = await StartAsync();
        await CreateAsync(api);
        var query = $"datadog-api-key-key?projectId={api.ProjectId}&environment=dev&secretPath=/services";
        Assert.Equal(400, (await api.Get($"{Api.Aws}/rotation-name/{query}")).Status);
        Assert.Equal(500, (await api.Get($"{ApplicationKeys}/rotation-name/{query}")).Status);
        (await api.Get($"{ApiKeys}/rotation-name/{query}")).Expect(200);
    }

    private static Task<Api> StartAsync() => Api.StartAsync(options => options.Seed = Seed.WithEveryApp());

    private static Task<string> CreateAsync(Api api) => api.CreateAsync(Contract.Read("datadog-api-key", "create.json").AsObject(), ApiKeys);
}
