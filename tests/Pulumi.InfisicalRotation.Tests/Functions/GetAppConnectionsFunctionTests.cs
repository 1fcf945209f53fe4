using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Functions;

public sealed class GetAppConnectionsFunctionTests
{
    [Fact]
    public async Task The_connections_are_ordered_and_can_be_selected_by_app_and_project()
    {
        await using var engine = await ProviderHarness.Start();
        var project = engine.Server.Seed.Project.Id;
        engine.Server.World.Add(new SeedConnection("postgres", "a-database"));
        engine.Server.World.Add(new SeedConnection("aws", "aws-project") { ProjectId = project });

        Assert.Equal("a-database,aws-main,aws-project", await Names(engine, PropertyMap.Empty));
        Assert.Equal("aws-main,aws-project", await Names(engine, PropertyMap.Empty.With("app", "aws")));
        Assert.Equal("aws-project", await Names(engine, PropertyMap.Empty.With("projectId", project)));
        Assert.Equal(
            "", await Names(engine, PropertyMap.Empty.With("projectId", project).With("app", "postgres")));
    }

    [Fact]
    public async Task No_credential_is_returned()
    {
        await using var engine = await ProviderHarness.Start();

        var results = await engine.Results("getAppConnections");

        var connection = Assert.Single(results.ListOf("connections"));
        Assert.DoesNotContain(engine.Server.Seed.AwsRootKey.AccessKeyId, connection.ToString(), StringComparison.Ordinal);
        Assert.Null(connection.Get("credentials"));
    }

    [Fact]
    public async Task A_marked_project_of_the_configuration_stays_secret()
    {
        await using var engine = await ProviderHarness.Start();
        var project = engine.Server.Seed.Project.Id;
        engine.Server.World.Add(new SeedConnection("aws", "aws-project") { ProjectId = project });
        engine.NewRun(engine.Configuration()
            .With("projectId", new PropertyValue.Secret(new PropertyValue.Text(project))));

        var results = await engine.Results("getAppConnections");

        var connection = Assert.Single(
            results.ListOf("connections"), connection => connection.Get("projectId") is not null);
        Assert.IsType<PropertyValue.Secret>(connection.Get("projectId"));
    }

    private static async Task<string> Names(ProviderHarness engine, PropertyMap arguments) => string.Join(
        ",",
        (await engine.Results("getAppConnections", arguments)).ListOf("connections")
            .Select(connection => connection.TextOf("name")));
}
