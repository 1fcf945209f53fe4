using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>checkRotationCredentials</c>.</summary>
internal static class CheckRotationCredentials
{
    public static readonly Field RotationId = GetRotation.RotationId with { IsRequired = true };

    public static readonly Field Type = Field.Text(
        "type", "Slug of the rotation type, such as `aws-iam-user-secret`.") with
    { IsRequired = true, Format = TextFormat.Slug };

    public static readonly Field IsValid = Field.Boolean(
        "isValid", "Whether the service accepts the active credential.") with
    { IsRequired = true };

    public static readonly Field Message = Field.Text(
        "message", "Why the credential is not valid, as reported by Infisical. Absent if it is valid.");

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "checkRotationCredentials",
        Description =
            "Asks Infisical to test the active credential of a rotation at its service. Infisical supports this for " +
            "some rotation types, since May 2026; otherwise the function fails. The identity needs the permission " +
            "`read-generated-credentials`, because Infisical requires it; this provider reads no credential. The " +
            "test also runs during a preview.",
        Arguments = [RotationId, Type],
        Results = [IsValid, Message],
        Example = PropertyMap.Empty
            .With("rotationId", Samples.RotationId)
            .With("type", AwsIamUserSecret.Type.Slug),
        ExampleResult = IsValid,
    };
}
