using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>What is known of revoking this type's credentials when a rotation is deleted.</summary>
internal enum Revocation
{
    /// <summary>One credential that can't be revoked fails the whole deletion.</summary>
    AllOrError,

    /// <summary>The server looks first whether a credential is still there; a deletion can be repeated.</summary>
    SkipsMissing,

    /// <summary>A failure is only logged by the server: a deletion that succeeded is no proof.</summary>
    BestEffort,

    /// <summary>Not established.</summary>
    Unknown,
}

/// <summary>
/// One kind of rotation, as data. The lifecycle walks its fields and knows no type by name.
/// </summary>
internal sealed record RotationType
{
    /// <summary>The last part of the address, such as <c>aws-iam-user-secret</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>Infisical's own name for it, which its messages use.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence: what it rotates.</summary>
    public required string Description { get; init; }

    /// <summary>Apps whose connections it takes.</summary>
    public required ImmutableArray<string> ConnectionApps { get; init; }

    /// <summary>2: the previous credential stays valid until the next rotation. 1: it stops at once.</summary>
    public required int Slots { get; init; }

    /// <summary>What becomes of a credential over its life, for the documentation.</summary>
    public required string CredentialLife { get; init; }

    public required ImmutableArray<Field> Parameters { get; init; }

    public required ImmutableArray<Field> SecretsMapping { get; init; }

    public Revocation Revocation { get; init; } = Revocation.Unknown;

    /// <summary>Slug in Pascal case with "Rotation" behind it: the name in the language SDKs.</summary>
    public string TypeName { get; init; } = "";

    public Field ParametersField => Field.Object(Envelope.ParametersName, $"What is rotated, for {Title}.", Parameters) with
    {
        IsRequired = true,
        TypeName = $"{TypeName}Parameters",
    };

    public Field SecretsMappingField => Field.Object(
        Envelope.SecretsMappingName,
        "Names of the secrets that receive the credential. They are made by the rotation, must not exist yet and must differ from each other. " +
        "A change renames them in place and keeps their values.",
        SecretsMapping) with
    {
        IsRequired = true,
        TypeName = $"{TypeName}SecretsMapping",
    };

    /// <summary>All inputs, in the order of the documentation.</summary>
    public ImmutableArray<Field> Inputs => [.. Envelope.Inputs, ParametersField, SecretsMappingField, .. Envelope.OwnInputs];
}
