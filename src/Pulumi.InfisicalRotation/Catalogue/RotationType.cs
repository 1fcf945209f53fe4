using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Fields;

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

    /// <summary>2: the previous credential stays valid until the next rotation. 1: it stops at once. 0: not known.</summary>
    public required int Slots { get; init; }

    /// <summary>What the connection must be able to do or be, beyond its app; null where there is nothing to say.</summary>
    public string? ConnectionNeeds { get; init; }

    /// <summary>What becomes of a credential over its life, for the documentation.</summary>
    public required string CredentialLifecycle { get; init; }

    /// <summary>What creating the rotation may cost somebody else, as a sentence that a preview says; null where there is nothing to fear.</summary>
    public string? CreationRisk { get; init; }

    /// <summary>What two rotations of the same account do to each other, as the end of a sentence; null where they don't get in each other's way.</summary>
    public string? ConflictEffect { get; init; }

    public required ImmutableArray<Field> Parameters { get; init; }

    public required ImmutableArray<Field> SecretsMapping { get; init; }

    /// <summary>Used when the rotation is created, and never again; empty for most types.</summary>
    public ImmutableArray<Field> TemporaryParameters { get; init; } = [];

    /// <summary>Whether a creation needs what is in <see cref="TemporaryParameters"/>, told by the parameters; null where it never does.</summary>
    public CreationRule? CreationRule { get; init; }

    /// <summary>Greatest interval in days; null for any.</summary>
    public int? MaxRotationInterval { get; init; }

    /// <summary>Nothing is known of its parameters and mapping: they are open maps, passed on as they are.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The type is an input of the resource: the generic one.</summary>
    public bool IsGeneric { get; init; }

    public Revocation Revocation { get; init; } = Revocation.Unknown;

    /// <summary>Slug in Pascal case with "Rotation" behind it: the name in the language SDKs.</summary>
    public string TypeName { get; init; } = "";

    public Field ParametersField => (IsOpen
        ? Field.OpenMap(Envelope.ParametersName, "What is rotated: the parameters of the type, by the names of the API.")
        : Field.Object(Envelope.ParametersName, $"What is rotated, for {Title}.", Parameters) with { TypeName = $"{TypeName}Parameters" }) with
    { IsRequired = true };

    public Field SecretsMappingField => (IsOpen
        ? Field.OpenMap(Envelope.SecretsMappingName, MappingText) with { Format = TextFormat.SecretName }
        : Field.Object(Envelope.SecretsMappingName, MappingText, SecretsMapping) with { TypeName = $"{TypeName}SecretsMapping" }) with
    { IsRequired = true };

    public Field? TemporaryParametersField
    {
        get
        {
            const string Text = "Used once, when the rotation is created: never sent again, never shown. Its change alone is no change.";
            return (IsOpen, TemporaryParameters.Length) switch
            {
                (true, _) => Field.OpenMap(Envelope.TemporaryParametersName, Text) with { IsSecret = true, IsCreateOnly = true },
                (false, > 0) => Field.Object(Envelope.TemporaryParametersName, Text, TemporaryParameters) with
                {
                    IsSecret = true,
                    IsCreateOnly = true,
                    TypeName = $"{TypeName}TemporaryParameters",
                },
                _ => null,
            };
        }
    }

    /// <summary>All inputs, in the order of the documentation.</summary>
    public ImmutableArray<Field> Inputs
    {
        get
        {
            // A copy takes the made fields along, and may be generic where its origin is not.
            if (_made is not { } known || known.IsGeneric != IsGeneric)
            {
                _made = known = new MadeInputs(IsGeneric, MakeInputs());
            }

            return known.Fields;
        }
    }

    private const string MappingText =
        "Names of the secrets that receive the credential. They are made by the rotation, must not exist yet and must differ from each other. " +
        "A change renames them in place and keeps their values.";

    // Made once: checks and diffs of a whole stack walk it.
    private MadeInputs? _made;

    private ImmutableArray<Field> MakeInputs() =>
    [
        .. IsGeneric ? (ReadOnlySpan<Field>)[Envelope.Type] : [],
        .. Envelope.Inputs.Select(field => field == Envelope.RotationInterval && MaxRotationInterval is { } longest ? field with { Max = longest } : field),
        ParametersField,
        SecretsMappingField,
        .. TemporaryParametersField is { } temporary ? (ReadOnlySpan<Field>)[temporary] : [],
        .. Envelope.ProviderInputs,
    ];

    private sealed record MadeInputs(bool IsGeneric, ImmutableArray<Field> Fields);
}
