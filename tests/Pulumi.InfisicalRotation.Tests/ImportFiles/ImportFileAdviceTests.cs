using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

/// <summary>What a failed run says: the names of options and variables, not those of the provider configuration.</summary>
public sealed class ImportFileAdviceTests
{
    [Fact]
    public async Task Without_credentials_the_way_to_set_them_is_said()
    {
        await using var engine = await ProviderHarness.Start();
        var run = new ImportRun { Variables = new() { ["INFISICAL_HOST"] = engine.Server.Address.ToString() } };

        using var _ = await run.Start("--project", engine.Server.Seed.Project.Id);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("There are no credentials for Infisical", run.Messages, StringComparison.Ordinal);
        Assert.Contains("Set INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and", run.Messages, StringComparison.Ordinal);
        Assert.DoesNotContain("of the provider", run.Messages, StringComparison.Ordinal);
        Assert.False(File.Exists(run.File));
    }

    [Fact]
    public async Task A_project_that_the_server_does_not_have_is_explained()
    {
        await using var engine = await ProviderHarness.Start();

        using var run = await ImportRun.With(engine).Start("--project", "9d6a1a60-0f66-4a3e-8f0b-4c5b6c4f4e21");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("404", run.Messages, StringComparison.Ordinal);
        Assert.Contains("Check that the project id is that of the project's settings", run.Messages, StringComparison.Ordinal);
        Assert.Contains("--host or INFISICAL_HOST", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_with_the_option_for_it()
    {
        var run = new ImportRun { Variables = new() { ["INFISICAL_TOKEN"] = "st.token" } };

        using var _ = await run.Start("--project", "p", "--host", "http://127.0.0.1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Check --host, or INFISICAL_HOST in the environment.", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_read_is_named_by_its_option()
    {
        using var run = await new ImportRun().Start("--project", "p", "--ca-certificate", "/no/such.pem");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("--ca-certificate is neither PEM text nor", run.Messages, StringComparison.Ordinal);
        Assert.Contains("/no/such.pem", run.Messages, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_what_is_missing_is_said()
    {
        using var run = await new ImportRun().StartWith();

        Assert.Equal(2, run.ExitCode);
        Assert.EndsWith(
            "Give the file to write, such as import.json, and either --project with an id or --terraform with a file.",
            run.Messages.TrimEnd(),
            StringComparison.Ordinal);
    }
}
