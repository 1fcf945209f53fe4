using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetRotationsFunctionTests
{
    [Theory]
    [InlineData(null, null, "a,b,c")]
    [InlineData("type", "aws-iam-user-secret", "a,b,c")]
    [InlineData("type", "postgres-credentials", "")]
    [InlineData("environment", "dev", "a,b,c")]
    [InlineData("environment", "prod", "")]
    [InlineData("secretPath", "/services/", "a,b")]
    [InlineData("secretPath", "/", "c")]
    [InlineData("health", "paused", "b")]
    [InlineData("health", "failed", "c")]
    [InlineData("health", "healthy", "a")]
    [InlineData("health", "overdue", "")]
    public async Task A_filter_selects_rotations(string? filter, string? value, string expected)
    {
        await using var engine = await ThreeRotations();
        var arguments = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);

        var results = await engine.Results(
            "getRotations", filter is null ? arguments : arguments.With(filter, value!));

        Assert.Equal(
            expected,
            string.Join(",", results.ListOf("rotations").Select(rotation => rotation.TextOf("name"))));
    }

    [Fact]
    public async Task Many_calls_share_one_list()
    {
        await using var engine = await ThreeRotations();
        var before = engine.Server.Requests.All.Length;
        var arguments = PropertyMap.Empty.With("projectId", engine.Server.Seed.Project.Id);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engine.Results("getRotations", arguments)));

        Assert.Equal(["GET /api/v2/secret-rotations"], engine.RequestsSince(before));
    }

    [Theory]
    [InlineData("type", "postgres-credential", "Did you mean postgres-credentials?")]
    [InlineData("health", "helthy", "Did you mean healthy?")]
    [InlineData("environment", "Dev Env", "give lower-case letters")]
    [InlineData("secretPath", "services", "give an absolute path")]
    public async Task A_filter_value_that_cannot_exist_is_an_error_at_the_argument(
        string filter, string value, string expected)
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotations", PropertyMap.Empty
            .With("projectId", engine.Server.Seed.Project.Id).With(filter, value));

        var error = Assert.Single(errors);
        Assert.StartsWith($"{filter} is \"{value}\"", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_project_is_required_without_a_configured_one()
    {
        await using var engine = await ProviderHarness.Start();

        var errors = await engine.Refused("getRotations");

        Assert.StartsWith("projectId is required", Assert.Single(errors), StringComparison.Ordinal);
        engine.NewRun(engine.Configuration().With("projectId", engine.Server.Seed.Project.Id));
        Assert.Empty((await engine.Results("getRotations")).ListOf("rotations"));
    }

    /// <summary>One healthy, one paused, one whose last rotation failed; the last one is in another folder.</summary>
    private static async Task<ProviderHarness> ThreeRotations()
    {
        var engine = await ProviderHarness.Start();
        foreach (var name in new[] { "c", "a", "b" })
        {
            engine.Server.World.Add(new SeedIamUser(name));
            var inputs = engine.Inputs(name, name, name.ToUpperInvariant());
            var stored = await engine.Create(
                name switch
                {
                    "b" => inputs.With("isAutoRotationEnabled", false),
                    "c" => inputs.With("secretPath", "/"),
                    _ => inputs,
                },
                name);
            if (name == "c")
            {
                engine.Server.Faults.OnIssue(ProviderFault.Refuses("the service is down"));
                await engine.RotateElsewhere(stored);
            }
        }

        engine.NewRun();
        return engine;
    }
}
