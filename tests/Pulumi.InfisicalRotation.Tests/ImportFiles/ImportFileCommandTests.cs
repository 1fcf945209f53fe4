using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class ImportFileCommandTests
{
    [Fact]
    public async Task A_project_becomes_one_entry_for_each_rotation_and_nothing_changes()
    {
        await using var engine = await ProviderHarness.Start();
        var (first, second) = await ImportRun.TwoRotations(engine);
        var before = engine.WhatIsThere();

        using var run = await ImportRun.With(engine).Start("--project", engine.Server.Seed.Project.Id);

        Assert.Equal(0, run.ExitCode);
        Assert.Equal(
            [$"ci-key AwsIamUserSecretRotation {first} -", $"deploy-key AwsIamUserSecretRotation {second} -"],
            run.Entries);
        Assert.Contains($"Found 2 rotations. Next: pulumi import --file {run.File}", run.Messages, StringComparison.Ordinal);
        Assert.Equal(before, engine.WhatIsThere());
    }

    [Theory]
    [InlineData("--environment dev", 2)]
    [InlineData("--path /services", 1)]
    [InlineData("--path /", 2)]
    [InlineData("--path /serv", 0)]
    [InlineData("--type aws-iam-user-secret", 2)]
    [InlineData("--type mysql-credentials", 0)]
    [InlineData("--type mysql-credentials --type aws-iam-user-secret --path /services", 1)]
    [InlineData("--environment prod", 0)]
    public async Task Filters_select(string filters, int expected)
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);

        using var run = await ImportRun.With(engine)
            .Start(["--project", engine.Server.Seed.Project.Id, .. filters.Split(' ')]);

        Assert.Equal(expected == 0 ? 1 : 0, run.ExitCode);
        Assert.Equal(expected > 0, File.Exists(run.File));
        Assert.Equal(expected, expected == 0 ? 0 : run.Entries.Length);
        Assert.Equal(expected == 0, run.Messages.Contains("There is nothing to import", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_used_connections_are_written_on_request()
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);

        using var run = await ImportRun.With(engine).Start("--project", engine.Server.Seed.Project.Id, "--connections");

        var connection = engine.Server.Seed.Connection;
        Assert.Equal($"{connection.Name} AwsConnection {connection.Id} -", run.Entries[2]);
        Assert.Contains("Found 2 rotations and 1 app connection.", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rotation_of_a_user_becomes_a_child_of_a_component()
    {
        await using var engine = await ProviderHarness.Start();
        var (first, _) = await ImportRun.TwoRotations(engine);

        using var run = await ImportRun.With(engine)
            .Start("--project", engine.Server.Seed.Project.Id, "--path", "/services", "--component");

        Assert.Equal(
            ["ci-key RotatedAwsIamUser - -", $"ci-key/ci-key-rotation AwsIamUserSecretRotation {first} ci-key"],
            run.Entries);
        var component = run.Document.GetProperty("resources")[0];
        Assert.True(component.GetProperty("component").GetBoolean());
        Assert.Equal(
            "ci-key-rotation", run.Document.GetProperty("resources")[1].GetProperty("logicalName").GetString());
        Assert.Contains("--generate-code=false", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_explicit_provider_is_named_for_every_resource_but_components()
    {
        const string Urn = "urn:pulumi:dev::app::pulumi:providers:infisical-rotation::eu";
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);

        using var run = await ImportRun.With(engine)
            .Start("--project", engine.Server.Seed.Project.Id, "--provider", Urn);

        var provider = Assert.Single(run.Document.GetProperty("nameTable").EnumerateObject());
        Assert.Equal(Urn, provider.Value.GetString());
        Assert.All(
            run.Document.GetProperty("resources").EnumerateArray(),
            resource => Assert.Equal(provider.Name, resource.GetProperty("provider").GetString()));
    }

    [Fact]
    public async Task The_program_declares_what_the_server_has()
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);
        var run = ImportRun.With(engine);

        using var _ = await run.Start(
            "--project", engine.Server.Seed.Project.Id, "--component", "--connections", "--program", run.At("Pulumi.yaml"));

        var program = await File.ReadAllTextAsync(run.At("Pulumi.yaml"), TestContext.Current.CancellationToken);
        Assert.StartsWith("name: imported\nruntime: yaml\nresources:\n  \"ci-key\":\n    type: infisical-rotation:index:RotatedAwsIamUser\n", program, StringComparison.Ordinal);
        Assert.Contains("      \"userName\": \"ci-bot\"\n", program, StringComparison.Ordinal);
        Assert.Contains("      \"secretsMapping\":\n        \"accessKeyId\": \"CI_ID\"\n", program, StringComparison.Ordinal);
        Assert.Contains("type: infisical-rotation:index:AwsConnection\n", program, StringComparison.Ordinal);
        Assert.Contains($"connectionId: ${{[\"{engine.Server.Seed.Connection.Name}\"].connectionId}}\n", program, StringComparison.Ordinal);
        Assert.Contains("# Add to credentials: secretAccessKey\n", program, StringComparison.Ordinal);
        Assert.Contains("The program needs the secret secretAccessKey", run.Messages, StringComparison.Ordinal);
        Assert.Contains($"then copy the resources of {run.At("Pulumi.yaml")} into your program.", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("AwsIamUserSecretRotation", program, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_file_is_not_replaced()
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);
        var run = ImportRun.With(engine);
        run.Write("import.json", "edited");

        using var _ = await run.Start("--project", engine.Server.Seed.Project.Id);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("exists already", run.Messages, StringComparison.Ordinal);
        Assert.Equal("edited", await File.ReadAllTextAsync(run.File, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Standard_output_gets_the_file_alone()
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);

        using var run = await ImportRun.With(engine).StartAt("-", "--project", engine.Server.Seed.Project.Id);

        Assert.Equal(2, run.Entries.Length);
        Assert.EndsWith("}\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("pulumi import --file import.json", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_login_shows_no_secret()
    {
        await using var engine = await ProviderHarness.Start();
        var run = ImportRun.With(engine);
        run.Variables["INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET"] = "wrong-secret-canary";

        using var _ = await run.Start("--project", engine.Server.Seed.Project.Id);

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("wrong-secret-canary", run.Messages, StringComparison.Ordinal);
        Assert.NotEmpty(run.Messages);
    }

    [Fact]
    public async Task A_terraform_state_needs_no_server_and_gives_no_credential_away()
    {
        var run = new ImportRun
        {
            Input = TerraformStates.Of(
                TerraformStates.Rotation("keys", TerraformStates.Id),
                TerraformStates.Connection("aws", "0b1f3a52-52d6-4a3d-9b0c-0305e82c3301", "aws")),
        };

        using var _ = await run.Start("--terraform", "-");

        Assert.Equal(
            [$"keys AwsIamUserSecretRotation {TerraformStates.Id} -", "aws AwsConnection 0b1f3a52-52d6-4a3d-9b0c-0305e82c3301 -"],
            run.Entries);
        Assert.Contains("before the next terraform apply", run.Messages, StringComparison.Ordinal);
        Assert.Contains("infisical_secret_rotation_aws_iam_user_secret.keys", run.Messages, StringComparison.Ordinal);
        Assert.Contains("infisical_app_connection_aws.aws", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-key", run.Messages + run.Document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_leaves_the_connections_of_a_state_out()
    {
        var run = new ImportRun();
        var state = run.Write("state.json", TerraformStates.Of(
            TerraformStates.Rotation("keys", TerraformStates.Id),
            TerraformStates.Connection("aws", TerraformStates.Id, "aws")));

        using var _ = await run.Start("--terraform", state, "--environment", "dev");

        Assert.Equal([$"keys AwsIamUserSecretRotation {TerraformStates.Id} -"], run.Entries);
        Assert.Contains("The app connections of the state are left out", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_is_misspelled_has_a_proposal()
    {
        await using var engine = await ProviderHarness.Start();

        using var run = await ImportRun.With(engine)
            .Start("--project", engine.Server.Seed.Project.Id, "--type", "aws-iam-user-secrets");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Did you mean aws-iam-user-secret?", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_cannot_be_written_leaves_no_import_file()
    {
        await using var engine = await ProviderHarness.Start();
        await ImportRun.TwoRotations(engine);
        var run = ImportRun.With(engine);

        using var _ = await run.Start(
            "--project", engine.Server.Seed.Project.Id, "--program", run.At(Path.Combine("no", "p.yaml")));

        Assert.Equal(1, run.ExitCode);
        Assert.False(File.Exists(run.File));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_or_written_is_named()
    {
        using var missing = await new ImportRun().Start("--terraform", "/no/such/state.json");
        var run = new ImportRun { Input = TerraformStates.Of(TerraformStates.Rotation("keys", TerraformStates.Id)) };
        using var unwritable = await run.StartAt(run.At(Path.Combine("no", "import.json")), "--terraform", "-");

        Assert.Equal((1, 1), (missing.ExitCode, unwritable.ExitCode));
        Assert.Contains("/no/such/state.json cannot be read", missing.Messages, StringComparison.Ordinal);
        Assert.Contains("import.json cannot be written", unwritable.Messages, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", 0)]
    [InlineData("--unknown", 2)]
    public async Task The_usage_is_at_hand(string word, int exitCode)
    {
        using var run = await new ImportRun().StartAt(word);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(exitCode == 0 ? "--terraform STATE" : "import-file --help", run.Messages, StringComparison.Ordinal);
    }
}
