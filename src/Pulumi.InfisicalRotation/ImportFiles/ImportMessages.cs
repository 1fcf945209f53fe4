using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>What <c>import-file</c> says.</summary>
internal static class ImportMessages
{
    public const string Usage =
        """
        Writes a file for `pulumi import --file` from what exists. Nothing is changed in Infisical.

        usage: pulumi-resource-infisical-rotation import-file FILE --project ID [OPTION …]
               pulumi-resource-infisical-rotation import-file FILE --terraform STATE [OPTION …]

          FILE                   Where the import file is written; - for standard output.
          --project ID           List the rotations of this project. Default: INFISICAL_PROJECT_ID.
          --terraform STATE      Take the rotations and app connections of a Terraform state: the output of
                                 `terraform show -json`, or - for standard input.
          --compare              With --terraform: compare with Infisical, and leave out what no longer exists.
          --type TYPE            Only rotations of this type, such as aws-iam-user-secret or
                                 AwsIamUserSecretRotation; may be given several times.
          --environment SLUG     Only rotations of this environment.
          --path FOLDER          Only rotations of this folder and the folders below it.
          --connections          With --project: also the app connections that the rotations use.
          --component            Rotations of IAM users as children of components RotatedAwsIamUser.
          --provider URN         URN of the explicit provider that the resources belong to.
          --program FILE         Also write a Pulumi project in YAML that declares the resources.
          --host URL             Infisical server. Default: INFISICAL_HOST, else the US cloud.
          --ca-certificate FILE  Additional certificate authority.
          --organization SLUG    Sub-organization.

        The credentials for Infisical come from the environment, such as INFISICAL_UNIVERSAL_AUTH_CLIENT_ID and
        INFISICAL_UNIVERSAL_AUTH_CLIENT_SECRET, or INFISICAL_TOKEN.
        """;

    public const string OneSource = "Give either --project or --terraform.";

    public const string NothingGiven =
        "Give the file to write, such as import.json, and either --project with an id or --terraform with a file.";

    public const string NoProvider =
        "--provider is not the URN of a provider of this package; `pulumi stack export` shows URNs, such as "
        + "urn:pulumi:dev::app::pulumi:providers:infisical-rotation::eu.";

    public const string NothingToCompare = "--compare needs --terraform: the rotations of a project are always read.";

    public const string ProgramNeedsServer =
        "--program needs --compare for a Terraform state, because the state does not have every input.";

    public const string NoTerraformJson =
        "The Terraform state is not JSON of `terraform show`. Run `terraform show -json > state.json` in the folder of "
        + "the Terraform configuration, and give that file.";

    public const string IsTerraformStateFile =
        "This is the state file of Terraform itself, whose form may change. Run `terraform show -json > state.json`, "
        + "and give that file.";

    public const string IsTerraformPlan =
        "This is a plan of Terraform and not a state. Run `terraform show -json` without the name of a plan.";

    public const string Unfitting =
        "There is nothing to import: no rotation matches the options, or the identity may not read it.";

    public const string NothingInState =
        "There is nothing to import: the Terraform state has no rotation and no app connection of Infisical that "
        + "matches the options.";

    public const string ForgetInTerraform =
        "After the import and before the next terraform apply: first remove these resources from the Terraform state, "
        + "otherwise Terraform destroys them as soon as their blocks are gone; then delete their blocks, otherwise "
        + "Terraform creates them again:";

    public const string ConnectionsAreWritten =
        "--connections is for --project: those of a Terraform state are always written, unless a filter is given.";

    public const string ConnectionsFiltered =
        "The app connections of the state are left out, because a filter selects rotations.";

    public const string SameFile = "--program needs a file of its own.";

    public const string ProgramWithProvider =
        "--program and --provider cannot be combined: the program would have to declare that provider. Let pulumi "
        + "import generate the program.";

    public static string NoValue(string option) => $"{option} needs a value.";

    public static string GivenTwice(string option) => $"{option} may be given only once.";

    public static string UnknownOption(string word, string? nearest) => nearest is null
        ? $"{word} is no option of import-file."
        : $"{word} is no option of import-file. Did you mean {nearest}?";

    public static string OneFile(int count) => count == 0
        ? "Give the file to write, such as import.json, or - for standard output."
        : "Give one file to write, and each other value behind its option.";

    public static string FileExists(string file) =>
        $"{file} exists already. Give another name, or delete it: an import file may have been edited.";

    public static string Unreadable(string file, string cause) => $"{file} cannot be read: {cause}";

    public static string Unwritable(string file, string cause) => $"{file} cannot be written: {cause}";

    public static string IsDeposed(string address) =>
        $"Left out: {address} is an object that Terraform has replaced and not yet deleted.";

    public static string UnknownTerraformType(string address, string type) =>
        $"Left out: {address}, because this provider has no resource for {type}.";

    public static string HasNoId(string address) =>
        $"Left out: {address}, because the Terraform state has no id of it.";

    public static string NotInProject(string address) =>
        $"Left out: {address}, because its project has no such rotation, or the identity may not read it.";

    public static string NotReadable(string address, string cause) =>
        $"Left out: {address}, because it cannot be read. {cause}";

    public static string HasNoPlace(string name) =>
        $"Left out: the rotation \"{name}\", because Infisical does not show its environment and folder.";

    public static string UnknownType(string type) =>
        $"This provider does not know the type {type}. "
        + (NearestName.To(type, [.. RotationTypes.All.Select(known => known.Slug)]) is { } nearest
            ? $"Did you mean {nearest}?"
            : $"Give the name of a resource, such as {AwsIamUserSecret.Type.TypeName}, or the slug of its rotation type, "
                + $"such as {AwsIamUserSecret.Type.Slug}; docs/rotations.md lists both.");

    /// <summary>The server's own text names no option.</summary>
    public static string ProjectNotRead(ApiException fault) =>
        fault.WithAdvice(SettingNames.Command)
        + (fault.IsNotFound || fault.IsPermissionDenied
            ? " Check that the project id is that of the project's settings, that the identity is a member of the "
                + "project, and that --host or INFISICAL_HOST is the server of the project."
            : "");

    public static string NoCertificate(string cause) =>
        $"--ca-certificate is neither PEM text nor the path of a readable file: {cause}";

    public static string NotInProgram(string name, string reason) => $"{name} is not in the program, because {reason}.";

    public static string SecretMissing(string name, string secret) =>
        $"The program needs the secret {secret} in the credentials of {name}; Infisical does not show it.";

    public static string LostPause(string address) =>
        $"{address} is paused according to Terraform, but Infisical rotates it by its schedule: Terraform did not send "
        + "the pause. Declare isAutoRotationEnabled as it should be.";

    public static string NeverMoved(string address, string name, string stated, string actual) =>
        $"{address} has the {name} {stated} in Terraform, but {actual} in Infisical: Terraform did not send the "
        + "change. The import takes what Infisical has.";

    public static string ConnectionNotReadable(string id) =>
        $"Left out: the app connection {id}, because the identity may not read it.";

    public static string UnknownApp(string name, string app) =>
        $"Left out: the app connection \"{name}\", because this provider has no resource for the app {app}.";

    /// <summary>What was written, and what to do next.</summary>
    public static string Written(ImportOptions options, ImmutableArray<ImportedResource> resources)
    {
        var connections = resources.Count(resource => resource.Candidate.RotationType is null);
        var rotations = resources.Count(resource => !resource.IsComponent) - connections;
        var counts = string.Join(
            " and ",
            new[] { Count(rotations, "rotation"), Count(connections, "app connection") }
                .Where(text => text.Length > 0));
        var file = options.File == ImportOptions.Standard ? "import.json" : options.File;
        return $"Found {counts}. Next: pulumi import --file {file}"
            + (options.Program is not null || resources.Any(resource => resource.IsComponent)
                ? " --generate-code=false"
                : "")
            + (options.Program is { } program ? $", then copy the resources of "
                + $"{(program == ImportOptions.Standard ? "the printed program" : program)} into your program." : "");
    }

    /// <summary>The command that removes a resource from the Terraform state, quoted for the shell.</summary>
    public static string ForgetCommand(string address, bool isWindows) =>
        Printable.Line(address) != address ? $"(remove {Printable.Line(address)})"
        : isWindows ? $"terraform state rm \"{address.Replace("\"", "\\\"", StringComparison.Ordinal)}\""
        : $"terraform state rm '{address.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Count(int count, string what) => count switch
    {
        0 => "",
        1 => $"1 {what}",
        _ => string.Create(CultureInfo.InvariantCulture, $"{count} {what}s"),
    };
}
