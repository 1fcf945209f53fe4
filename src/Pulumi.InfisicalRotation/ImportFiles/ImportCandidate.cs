using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Provider;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>A rotation or an app connection that exists and can become a resource of a stack.</summary>
internal sealed record ImportCandidate
{
    private const int ShortId = 8;

    /// <summary>Type token of the resource.</summary>
    public required string Token { get; init; }

    /// <summary>UUID of the rotation or connection.</summary>
    public required string Id { get; init; }

    /// <summary>Names for the resource, from the shortest to the most exact one.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>Slug of the rotation type; null for a connection.</summary>
    public string? RotationType { get; init; }

    public string? Environment { get; init; }

    /// <summary>The folder of the secrets; null for a connection, and where it is unknown.</summary>
    public string? Path { get; init; }

    /// <summary>The rotation as the server shows it; null if it was not read.</summary>
    public Rotation? Rotation { get; init; }

    /// <summary>The connection as the server shows it; null if it was not read.</summary>
    public AppConnection? Connection { get; init; }

    /// <summary>What a Terraform state says; null if the server was listed.</summary>
    public TerraformRotation? Terraform { get; init; }

    /// <summary>The address in the Terraform state; null if the server was listed.</summary>
    public string? Address { get; init; }

    /// <summary>
    /// The id for <c>pulumi import</c>; null if the server does not show the place. The generic resource finds a
    /// rotation by its id only where the provider knows the project, so it is imported by its place.
    /// </summary>
    public string? ImportId => !IsGeneric ? Id
        : Rotation is { ProjectId: { } project, EnvironmentSlug: { } environment, FolderPath: { } path, Name: var name }
            ? string.Join('/', [project, environment, .. path.Split('/', StringSplitOptions.RemoveEmptyEntries), name])
            : null;

    private bool IsGeneric => Token == PackageInfo.Token(RotationTypes.GenericName);

    /// <summary>A rotation of the server.</summary>
    public static ImportCandidate Of(Rotation rotation)
    {
        var path = rotation.FolderPath?.Replace('/', '-') ?? "";
        return new ImportCandidate
        {
            Token = TokenOf(rotation.Type) ?? PackageInfo.Token(RotationTypes.GenericName),
            Id = rotation.Id,
            Names =
            [
                rotation.Name,
                $"{rotation.Name}-{rotation.EnvironmentSlug}",
                $"{rotation.Name}-{rotation.EnvironmentSlug}{path}",
                $"{rotation.Name}-{rotation.Id[..ShortId]}",
            ],
            RotationType = rotation.Type,
            Environment = rotation.EnvironmentSlug,
            Path = rotation.FolderPath,
            Rotation = rotation,
        };
    }

    /// <summary>A connection of the server; null for one of an app that this provider does not know.</summary>
    public static ImportCandidate? Of(AppConnection connection) =>
        ConnectionTypes.All.FirstOrDefault(type => type.App == connection.App) is not { } type
            ? null
            : new ImportCandidate
            {
                Token = PackageInfo.Token(type.TypeName),
                Id = connection.Id,
                Names =
                [
                    connection.Name,
                    $"{connection.Name}-connection",
                    $"{connection.Name}-{connection.Id[..ShortId]}",
                ],
                Connection = connection,
            };

    /// <summary>Token of the typed resource; null if this provider has none.</summary>
    public static string? TokenOf(string rotationType) =>
        RotationTypes.All.FirstOrDefault(type => type.Slug == rotationType) is { } type
            ? PackageInfo.Token(type.TypeName)
            : null;
}

/// <summary>A rotation as a Terraform state describes it. Null is unknown.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="ConnectionId">The app connection.</param>
/// <param name="IsAutoRotationEnabled">Whether it rotates by its schedule.</param>
internal sealed record TerraformRotation(string? ProjectId, string? ConnectionId, bool? IsAutoRotationEnabled);
