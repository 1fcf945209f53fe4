using Pulumi.InfisicalRotation.ImportFiles;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.ImportFiles;

public sealed class ImportArgumentsTests
{
    private const string Urn = "urn:pulumi:dev::app::pulumi:providers:infisical-rotation::eu";

    [Theory]
    [InlineData("--project p", "Give the file to write")]
    [InlineData("a.json b.json --project p", "Give one file to write")]
    [InlineData("a.json", "Give either --project or --terraform")]
    [InlineData("a.json --project p --terraform s.json", "Give either --project or --terraform")]
    [InlineData("a.json --project", "--project needs a value")]
    [InlineData("a.json --project --component", "--project needs a value")]
    [InlineData("a.json --project=", "--project needs a value")]
    [InlineData("a.json --project a/b", "--project")]
    [InlineData("a.json --project p --project q", "--project may be given only once")]
    [InlineData("a.json --project p --type AWS_IAM", "does not know the type AWS_IAM. Give the name of a resource, such as AwsIam")]
    [InlineData("a.json --project p --type AwsIamUserRotation", "does not know the type AwsIamUserRotation.")]
    [InlineData("a.json --project p --organisation acme", "Did you mean --organization?")]
    [InlineData("a.json --projct=p", "--projct is no option of import-file. Did you mean --project?")]
    [InlineData("a.json --terraform s.json --connections", "--connections is for --project")]
    [InlineData("a.json --project p --program a.json", "--program needs a file of its own")]
    [InlineData("a.json --project p --program p.yaml --provider " + Urn, "cannot be combined")]
    [InlineData("a.json --project p --environment Dev_Env", "--environment")]
    [InlineData("a.json --project p --path services", "--path")]
    [InlineData("a.json --project p --host infisical.example.com", "--host")]
    [InlineData("a.json --project p --components", "--components is no option of import-file. Did you mean --component?")]
    [InlineData("a.json --project p -x", "-x is no option of import-file.")]
    [InlineData("a.json --project p --provider urn:pulumi:dev::app::aws:iam/user:User::u", "--provider is not the URN")]
    [InlineData("a.json --project p --compare", "--compare needs --terraform")]
    [InlineData("a.json --terraform s.json --program p.yaml", "--program needs --compare")]
    public void A_wrong_command_line_is_explained(string line, string expected)
    {
        var (options, errors) = ImportArguments.Read(line.Split(' '), _ => null);

        Assert.Null(options);
        Assert.Contains(expected, string.Join('\n', errors), StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var (_, errors) = ImportArguments.Read(["--type", "AWS", "--path", "x", "--unknown"], _ => null);

        Assert.Equal(5, errors.Length);
    }

    [Theory]
    [InlineData("--nope")]
    [InlineData("--verbose")]
    public void An_option_that_resembles_none_has_no_proposal(string option)
    {
        var (_, errors) = ImportArguments.Read(["a.json", "--project", "p", option], _ => null);

        Assert.Equal($"{option} is no option of import-file.", Assert.Single(errors));
    }

    [Fact]
    public void A_type_may_be_the_name_of_its_resource()
    {
        var (options, errors) = ImportArguments.Read(
            ["a.json", "--project", "p", "--type", "AwsIamUserSecretRotation", "--type", "mysql-credentials"], _ => null);

        Assert.Empty(errors);
        Assert.Equal(["aws-iam-user-secret", "mysql-credentials"], options!.Types);
    }

    [Fact]
    public void All_options_are_read()
    {
        string[] words =
        [
            "a.json", "--project=p", "--type", "aws-iam-user-secret", "--type=mysql-credentials", "--environment", "dev",
            "--path", "/services/", "--connections", "--component", "--provider", Urn, "--host",
            "https://infisical.example.com", "--ca-certificate", "ca.pem", "--organization", "acme",
        ];

        var (options, errors) = ImportArguments.Read(words, _ => null);

        Assert.Empty(errors);
        Assert.Equal(("a.json", "p", null, "dev", "/services"), (
            options!.File, options.ProjectId, options.TerraformState, options.Environment, options.Path));
        Assert.Equal(["aws-iam-user-secret", "mysql-credentials"], options.Types);
        Assert.Equal((true, true, false, Urn, null), (
            options.WithConnections, options.AsComponents, options.Compares, options.Provider, options.Program));
        Assert.Equal(["caCertificate", "host", "organizationSlug"], options.Settings.Keys);
    }

    [Fact]
    public void A_secret_in_the_wrong_place_is_not_shown()
    {
        var (_, errors) = ImportArguments.Read(["a.json", "--project", "p", "--token=st.secret"], _ => null);

        Assert.DoesNotContain("st.secret", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public void The_project_may_come_from_the_environment()
    {
        string? Variable(string name) => name == "INFISICAL_PROJECT_ID" ? "p" : null;

        Assert.Equal("p", ImportArguments.Read(["a.json"], Variable).Options!.ProjectId);
        Assert.Equal("q", ImportArguments.Read(["a.json", "--project", "q"], Variable).Options!.ProjectId);
        Assert.Null(ImportArguments.Read(["a.json", "--terraform", "-"], Variable).Options!.ProjectId);
    }
}
