using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>A rotation as the functions return it: everything that the server knows, and no credential.</summary>
internal static class RotationResults
{
    public static readonly Field Type = Result(Envelope.Type, "Slug of the rotation type.");

    public static readonly Field Name = Result(Envelope.Name, "Name of the rotation.");

    public static readonly Field ProjectId = Result(Envelope.ProjectId, "Id of the project.");

    public static readonly Field Parameters = Field.OpenMap(
        Envelope.ParametersName, "Parameters of the rotation, as the server stores them.") with
    { IsRequired = true };

    public static readonly Field SecretsMapping = Field.OpenMap(
        Envelope.SecretsMappingName, "Names of the secrets that receive the credential.") with
    { IsRequired = true, Format = TextFormat.SecretName };

    /// <summary>In the order of the documentation.</summary>
    public static readonly ImmutableArray<Field> All =
    [
        Type,
        Name,
        ProjectId,
        Result(Envelope.ConnectionId, "Id (UUID) of the app connection."),
        Result(Envelope.Environment, "Slug of the environment that contains the secrets."),
        Result(Envelope.SecretPath, "Path of the folder that contains the secrets."),
        Result(Envelope.RotationInterval, "Number of days between rotations."),
        Envelope.RotateAtUtc with
        {
            Description = "Time of day (UTC) of scheduled rotations.", Default = null, IsRequired = true,
        },
        Envelope.IsAutoRotationEnabled with
        {
            Description = "Whether Infisical rotates on the schedule. Absent if the server does not show it.",
            Default = null,
        },
        Envelope.Description with { Description = "Description of the rotation.", MaxLength = null },
        Parameters,
        SecretsMapping,
        .. Outputs.All,
    ];

    private static Field Result(Field input, string description) => new(input.Name, input.Kind, description)
    {
        IsRequired = true,
    };
}
