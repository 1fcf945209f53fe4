using Infisical.Emulator;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetRotationFunctionTests
{
    [Fact]
    public async Task A_rotation_is_found_by_name_with_the_outputs_of_its_resource()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var results = await engine.Results("getRotation", ByName(engine, "ci-key"));

        Assert.Equal("aws-iam-user-secret", results.TextOf("type"));
        Assert.Equal(stored.Id, results.TextOf("rotationId"));
        var shared = RotationResults.All.Where(field => stored.Outputs.Get(field.Name) is not null).ToList();
        Assert.True(shared.Count > 20, $"{shared.Count}");
        Assert.All(shared, field => Assert.Equal(stored.Outputs.Get(field.Name), results.Get(field.Name)));
        Assert.All(results.Keys, name => Assert.Contains(RotationResults.All, field => field.Name == name));
        Assert.All(
            RotationResults.All.Where(field => field.IsRequired), field => Assert.NotNull(results.Get(field.Name)));
    }

    [Fact]
    public async Task What_a_response_leaves_out_is_left_out_of_the_result()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Options.LeftOut.UnionWith(
            ["description", "isAutoRotationEnabled", "activeIndex", "nextRotationAt", "isLastRotationManual"]);

        var results = await engine.Results("getRotation", ByName(engine, "ci-key"));

        Assert.Equal("healthy", results.TextOf("health"));
        Assert.Null(results.Get("isAutoRotationEnabled"));
        Assert.Null(results.Get("maxKeyAgeDays"));
        Assert.Null(results.Get("activeIndex"));
        Assert.Null(results.Get("isLastRotationManual"));
        Assert.All(
            RotationResults.All.Where(field => field.IsRequired), field => Assert.NotNull(results.Get(field.Name)));
    }

    [Fact]
    public async Task A_next_rotation_shows_the_greatest_age_without_the_switch()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun();
        engine.Server.Options.LeftOut.Add("isAutoRotationEnabled");

        var results = await engine.Results("getRotation", ByName(engine, "ci-key"));

        Assert.Null(results.Get("isAutoRotationEnabled"));
        Assert.Equal(60d, results["maxKeyAgeDays"]);
    }

    [Fact]
    public async Task A_rotation_is_found_by_id_with_one_list_where_the_project_is_known()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();
        var before = engine.Server.Requests.All.Length;

        var results = await engine.Results("getRotation", PropertyMap.Empty
            .With("rotationId", stored.Id.ToUpperInvariant())
            .With("projectId", engine.Server.Seed.Project.Id));

        Assert.Equal("ci-key", results.TextOf("name"));
        Assert.Equal(["GET /api/v2/secret-rotations"], engine.RequestsSince(before));
    }

    [Fact]
    public async Task A_rotation_is_found_by_id_alone()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun();

        var results = await engine.Results("getRotation", PropertyMap.Empty.With("rotationId", stored.Id));

        Assert.Equal("aws-iam-user-secret", results.TextOf("type"));
    }

    /// <summary>The types are tried in order, and a server may be older than one of them.</summary>
    [Fact]
    public async Task A_rotation_is_found_by_id_alone_on_a_server_that_lacks_an_earlier_type()
    {
        const string Slug = "postgres-credentials";
        var options = new EmulatorOptions { Seed = Seed.WithEveryApp() };
        options.OtherTypes["cloudflare-api-token"] = null;
        await using var engine = await ProviderHarness.Start(
            options, PackageInfo.Token(Contracts.Type(Slug).TypeName));
        var stored = await engine.Create(Contracts.Inputs(Slug));
        engine.NewRun();

        var results = await engine.Results("getRotation", PropertyMap.Empty.With("rotationId", stored.Id));

        Assert.Equal(Slug, results.TextOf("type"));
    }

    [Fact]
    public async Task A_rotation_outside_the_configured_project_is_found_by_its_id()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.Server.World.Add(new SeedProject("other"));
        engine.NewRun(engine.Configuration().With("projectId", new SeedProject("other").Id));

        var results = await engine.Results("getRotation", PropertyMap.Empty.With("rotationId", stored.Id));

        Assert.Equal("ci-key", results.TextOf("name"));
    }

    [Fact]
    public async Task An_id_that_does_not_exist_is_an_error_after_one_request()
    {
        await using var engine = await ProviderHarness.Start();
        var before = engine.Server.Requests.All.Length;

        var answer = await engine.Invoke(
            "getRotation", PropertyMap.Empty.With("rotationId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301"));

        var error = Assert.Single(answer.Errors);
        Assert.Equal("rotationId", error.Path);
        Assert.Contains("there is no rotation with this id", error.Reason, StringComparison.Ordinal);
        Assert.Single(engine.RequestsSince(before));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_in_the_folder_is_an_error_at_the_name()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());

        var answer = await engine.Invoke("getRotation", ByName(engine, "ci-key").With("secretPath", "/"));

        Assert.Equal("name", Assert.Single(answer.Errors).Path);
    }

    [Fact]
    public async Task A_rotation_that_was_created_earlier_in_the_run_is_found()
    {
        await using var engine = await ProviderHarness.Start();
        Assert.Single((await engine.Invoke("getRotation", ByName(engine, "ci-key"))).Errors);
        await engine.Create(engine.Inputs());

        var results = await engine.Results("getRotation", ByName(engine, "ci-key"));

        Assert.Equal("ci-key", results.TextOf("name"));
    }

    [Fact]
    public async Task The_provider_configuration_gives_project_and_environment()
    {
        await using var engine = await ProviderHarness.Start();
        await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration()
            .With("projectId", engine.Server.Seed.Project.Id).With("environment", "dev"));

        var results = await engine.Results(
            "getRotation", PropertyMap.Empty.With("secretPath", "/services/").With("name", "ci-key"));

        Assert.Equal("ci-key", results.TextOf("name"));
    }

    [Fact]
    public async Task A_call_without_a_key_is_an_error()
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused(
            "getRotation", PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id));

        Assert.StartsWith("rotationId is required, or name instead", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name", "ci-key")]
    [InlineData("environment", "dev")]
    [InlineData("secretPath", "/")]
    public async Task A_call_with_two_keys_is_an_error(string other, string value)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotation", PropertyMap.Empty
            .With("rotationId", "3f2504e0-4f89-41d3-9a0c-0305e82c3301").With(other, value));

        Assert.Equal($"rotationId cannot be combined with {other}; give only one of them.", Assert.Single(errors));
    }

    [Theory]
    [InlineData("projectId")]
    [InlineData("environment")]
    [InlineData("secretPath")]
    public async Task A_name_without_a_part_of_its_folder_is_an_error_at_that_part(string missing)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotation", ByName(engine, "ci-key").Without(missing));

        Assert.StartsWith($"{missing} is required with name", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static PropertyMap ByName(ProviderHarness engine, string name) => PropertyMap.Empty
        .With("projectId", engine.Server.Seed.Project.Id)
        .With("environment", "dev")
        .With("secretPath", "/services")
        .With("name", name);

    /// <summary>The project of the configuration is only a default.</summary>
    [Fact]
    public async Task A_default_project_that_cannot_be_read_does_not_hide_a_rotation_of_another_one()
    {
        await using var engine = await ProviderHarness.Start();
        var stored = await engine.Create(engine.Inputs());
        engine.NewRun(engine.Configuration().With("projectId", Guid.NewGuid().ToString()));

        var results = await engine.Results("getRotation", PropertyMap.Empty.With("rotationId", stored.Id));

        Assert.Equal(stored.Id, results.TextOf("rotationId"));
    }
}
