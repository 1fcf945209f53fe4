using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getRotations</c>.</summary>
internal static class GetRotations
{
    public static readonly Field ProjectId = GetRotation.ProjectId with
    {
        IsRequired = true,
        HasProviderDefault = true,
    };

    public static readonly Field Type = Field.Text(
        "type", "Only rotations of this type, such as `aws-iam-user-secret`.") with
    { Choices = [.. RotationTypes.All.Select(type => type.Slug)], MinLength = 1 };

    public static readonly Field Environment = Field.Text(
        "environment", "Only rotations in this environment (slug).") with
    { Format = TextFormat.Slug, MinLength = 1 };

    public static readonly Field SecretPath = Field.Text(
        "secretPath", "Only rotations in this folder, such as `/services`. Folders below it are not included.") with
    { Format = TextFormat.FolderPath, MinLength = 1 };

    public static readonly Field Health = Field.Text(
        "health", "Only rotations with this health: `healthy`, `failed`, `overdue` or `paused`.") with
    { Choices = Outputs.Health.Choices, MinLength = 1 };

    public static readonly Field Rotations = Field.List(
        "rotations",
        "The rotations, ordered by name.",
        Field.Object("rotation", "One rotation.", RotationResults.All) with { TypeName = "RotationDetails" }) with
    { IsRequired = true };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getRotations",
        Description =
            "Lists the rotations of a project, of every type. Infisical leaves out the rotations that the identity " +
            "may not read.",
        Arguments = [ProjectId, Type, Environment, SecretPath, Health],
        Results = [Rotations],
        Example = PropertyMap.Empty.With("projectId", Samples.ProjectId).With("health", "failed"),
        ExampleResult = Rotations,
    };
}
