using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getRotation</c>.</summary>
internal static class GetRotation
{
    public static readonly Field RotationId = Field.Text("rotationId", "UUID of the rotation.") with
    { Format = TextFormat.Uuid, MinLength = 1 };

    public static readonly Field ProjectId = Field.Text(
        "projectId", "Id of the project. Default: the `projectId` of the provider configuration.") with
    { MinLength = 1 };

    public static readonly Field Environment = Field.Text(
        "environment", "Slug of the environment. Default: the `environment` of the provider configuration.") with
    { Format = TextFormat.Slug, MinLength = 1 };

    public static readonly Field SecretPath = Field.Text("secretPath", "Path of the folder, such as `/`.") with
    { Format = TextFormat.FolderPath, MinLength = 1 };

    public static readonly Field Name = Field.Text("name", "Name of the rotation.") with
    { Format = TextFormat.Slug, MinLength = 1 };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getRotation",
        Description =
            "Looks up one rotation of any type, by `rotationId` or by `name` in a folder (`projectId`, `environment`, " +
            "`secretPath`). It is an error if there is no such rotation. With `rotationId`, `projectId` saves requests.",
        Arguments = [RotationId, ProjectId, Environment, SecretPath, Name],
        Results = RotationResults.All,
        Example = PropertyMap.Empty
            .With("projectId", Samples.ProjectId)
            .With("environment", "dev")
            .With("secretPath", "/")
            .With("name", "ci-bot"),
        ExampleResult = Outputs.NextRotationAt,
    };
}
