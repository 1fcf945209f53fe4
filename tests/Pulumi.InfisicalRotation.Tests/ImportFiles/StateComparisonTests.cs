using Infisical.Emulator;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class StateComparisonTests
{
    [Fact]
    public async Task A_comparison_finds_what_terraform_lost()
    {
        await using var engine = await ProviderHarness.Start();
        var (first, second) = await ImportRun.TwoRotations(engine);
        var project = engine.Server.Seed.Project.Id;
        var run = ImportRun.With(engine);
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("paused", first).WithValue("project_id", project)
                .WithValue("connection_id", null).WithValue("auto_rotation_enabled", false),
            TerraformStates.Rotation("moved", second).WithValue("project_id", project),
            TerraformStates.Rotation("far", TerraformStates.Id).WithValue("project_id", "another-project"),
            TerraformStates.Connection("aws", engine.Server.Seed.Connection.Id, "aws"),
            TerraformStates.Rotation("gone", TerraformStates.Id).WithValue("project_id", project)));

        using var _ = await run.Start("--terraform", state, "--compare", "--program", run.At("Pulumi.yaml"));

        Assert.Equal(
            [
                $"paused AwsIamUserSecretRotation {first} -",
                $"moved AwsIamUserSecretRotation {second} -",
                $"aws AwsConnection {engine.Server.Seed.Connection.Id} -",
            ],
            run.Entries);
        var lines = run.Messages.Split('\n');
        Assert.Contains(lines, line => line.Contains(".paused is paused according to Terraform", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(".moved has the secret_path /services in Terraform, but / in Infisical", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains(".moved has the connection_id", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Left out: ", StringComparison.Ordinal) && line.Contains(".gone", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("Left out: ", StringComparison.Ordinal) && line.Contains(".far", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(".paused has", StringComparison.Ordinal));
        Assert.True(File.Exists(run.At("Pulumi.yaml")));
    }

    [Fact]
    public async Task Nothing_is_said_about_rotations_that_a_filter_leaves_out()
    {
        await using var engine = await ProviderHarness.Start();
        var (first, second) = await ImportRun.TwoRotations(engine);
        var project = engine.Server.Seed.Project.Id;
        var run = ImportRun.With(engine);
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("kept", first).WithValue("project_id", project).WithValue("secret_path", "/services/")
                .WithValue("connection_id", engine.Server.Seed.Connection.Id.ToUpperInvariant()),
            TerraformStates.Rotation("other", second).WithValue("project_id", project)
                .WithValue("auto_rotation_enabled", false)));

        using var _ = await run.Start("--terraform", state, "--compare", "--path", "/services");

        Assert.Equal([$"kept AwsIamUserSecretRotation {first} -"], run.Entries);
        Assert.DoesNotContain(".other", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("did not send", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_state_that_cannot_be_read_from_the_server_at_all_fails()
    {
        await using var engine = await ProviderHarness.Start();
        var run = ImportRun.With(engine);
        run.Variables["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = "wrong";
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("keys", TerraformStates.Id), TerraformStates.Rotation("other", TerraformStates.Id)));

        using var _ = await run.Start("--terraform", state, "--compare");

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("Left out", run.Messages, StringComparison.Ordinal);
        Assert.Contains("Check the INFISICAL_ variables of the environment", run.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(run.File));
    }

    [Fact]
    public async Task A_connection_is_found_in_the_project_where_those_of_the_organization_cannot_be_read()
    {
        await using var engine = await ProviderHarness.Start();
        var first = (await ImportRun.TwoRotations(engine)).First;
        var own = new SeedConnection("postgres", "own") { ProjectId = engine.Server.Seed.Project.Id };
        engine.Server.World.Add(own);
        engine.Server.Faults.On("GET", "/api/v1/app-connections", CommonFaults.Forbidden);
        var run = ImportRun.With(engine);
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("keys", first).WithValue("project_id", engine.Server.Seed.Project.Id),
            TerraformStates.Connection("own", own.Id, "postgres")));

        using var _ = await run.Start("--terraform", state, "--compare", "--program", run.At("Pulumi.yaml"));

        Assert.Contains(
            "PostgresConnection", await File.ReadAllTextAsync(run.At("Pulumi.yaml"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_is_gone_does_not_keep_the_others_from_being_imported()
    {
        await using var engine = await ProviderHarness.Start();
        var first = (await ImportRun.TwoRotations(engine)).First;
        var run = ImportRun.With(engine);
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("keys", first).WithValue("project_id", engine.Server.Seed.Project.Id),
            TerraformStates.Rotation("old", TerraformStates.Id).WithValue("project_id", Guid.Empty.ToString()),
            TerraformStates.Connection("lost", TerraformStates.Id, "postgres")));

        using var _ = await run.Start("--terraform", state, "--compare");

        Assert.Contains($"keys AwsIamUserSecretRotation {first} -", run.Entries);
    }

    [Fact]
    public async Task A_project_whose_connections_cannot_be_read_does_not_keep_the_others_from_being_imported()
    {
        await using var engine = await ProviderHarness.Start();
        var first = (await ImportRun.TwoRotations(engine)).First;
        engine.Server.Faults.On(
            "GET",
            "/api/v1/app-connections",
            Fault.Error(400, "BadRequest", "The project is of another kind"),
            times: 99);
        var run = ImportRun.With(engine);
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("keys", first).WithValue("project_id", engine.Server.Seed.Project.Id),
            TerraformStates.Connection("lost", TerraformStates.Id, "postgres")));

        using var _ = await run.Start("--terraform", state, "--compare");

        Assert.Contains($"keys AwsIamUserSecretRotation {first} -", run.Entries);
        Assert.Contains($"lost PostgresConnection {TerraformStates.Id} -", run.Entries);
        Assert.Contains("The project is of another kind", run.Messages, StringComparison.Ordinal);
    }
}
