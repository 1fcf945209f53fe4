using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.ImportFiles;

/// <summary>What the command line of <c>import-file</c> asks for.</summary>
internal sealed class ImportOptions
{
    /// <summary>In place of a file: standard input or standard output.</summary>
    public const string Standard = "-";

    /// <summary>Path of the import file; <see cref="Standard"/> for standard output.</summary>
    public required string File { get; init; }

    /// <summary>The project whose rotations are listed; null for a Terraform state.</summary>
    public string? ProjectId { get; init; }

    /// <summary>Path of the output of <c>terraform show -json</c>; <see cref="Standard"/> for standard input.</summary>
    public string? TerraformState { get; init; }

    /// <summary>Slugs of rotation types; empty for all.</summary>
    public ImmutableArray<string> Types { get; init; } = [];

    /// <summary>Slug of the only environment; null for all.</summary>
    public string? Environment { get; init; }

    /// <summary>The only folder, with the folders below it; null for all.</summary>
    public string? Path { get; init; }

    /// <summary>Whether the app connections of the listed rotations are written too.</summary>
    public bool WithConnections { get; init; }

    /// <summary>Whether rotations of IAM users become children of components.</summary>
    public bool AsComponents { get; init; }

    /// <summary>Whether a Terraform state is compared with the server.</summary>
    public bool Compares { get; init; }

    /// <summary>URN of the explicit provider of the resources; null for the default provider.</summary>
    public string? Provider { get; init; }

    /// <summary>Path of a program in YAML that declares the resources; null for none.</summary>
    public string? Program { get; init; }

    /// <summary>Settings of the provider that the command line gives; the others come from the environment.</summary>
    public PropertyMap Settings { get; init; } = PropertyMap.Empty;

    /// <summary>Whether only some rotations are wanted.</summary>
    public bool IsFiltered => !Types.IsEmpty || Environment is not null || Path is not null;

    /// <summary>Whether the server is asked.</summary>
    public bool ReadsServer => TerraformState is null || Compares;
}
