using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue;

/// <summary>How the server revokes the credentials of a type when a rotation is deleted.</summary>
internal enum Revocation
{
    /// <summary>The deletion fails if any credential cannot be revoked.</summary>
    AllOrError,

    /// <summary>The server skips credentials that no longer exist. A failed deletion can be repeated.</summary>
    SkipsMissing,

    /// <summary>The server only logs a failed revocation. A successful deletion does not prove revocation.</summary>
    BestEffort,

    /// <summary>Not known.</summary>
    Unknown,
}

/// <summary>
/// One rotation type, as data. The lifecycle reads its fields and does not refer to any type by name.
/// </summary>
internal sealed class RotationType
{
    private const string MappingText =
        "Names of the secrets that receive the credential. The rotation creates these secrets. The names must be " +
        "unique and must not exist yet. A change renames the secrets in place and keeps their values.";

    private const string TemporaryText =
        "Values that are used once, when the rotation is created. They are never sent again or shown. A change of " +
        "these values alone has no effect.";

    // Built once: Check and Diff read the fields for every resource of a stack.
    private Lazy<BuiltFields> _built;

    public RotationType() => _built = new Lazy<BuiltFields>(Build);

    /// <summary>The type in the API's paths, such as <c>aws-iam-user-secret</c>.</summary>
    public required string Slug { get; init; }

    /// <summary>Infisical's display name, which its messages use.</summary>
    public required string Title { get; init; }

    /// <summary>One sentence that says what is rotated.</summary>
    public required string Description { get; init; }

    /// <summary>Apps whose connections the type accepts.</summary>
    public required ImmutableArray<string> ConnectionApps { get; init; }

    /// <summary>
    /// 2: the previous credential stays valid until the next rotation. 1: it is invalidated immediately. 0: unknown.
    /// </summary>
    public required int Slots { get; init; }

    /// <summary>Requirements on the connection beyond its app, as a sentence.</summary>
    public string? ConnectionNeeds { get; init; }

    /// <summary>What happens to a credential on creation, rotation and deletion; part of the documentation.</summary>
    public required string CredentialLifecycle { get; init; }

    /// <summary>What revoking does to the credentials, as sentences; part of the documentation.</summary>
    public required string RevocationEffect { get; init; }

    /// <summary>
    /// A warning about credentials of others that revoking invalidates; null if it invalidates those of the rotation only.
    /// </summary>
    public string? RevocationRisk { get; init; }

    /// <summary>
    /// Default of <see cref="Envelope.RevokeCredentialsOnDelete"/>: false if revoking also affects other credentials.
    /// </summary>
    public bool RevokesByDefault { get; init; } = true;

    /// <summary>
    /// A preview shows this warning when creating the rotation can invalidate credentials that it did not issue.
    /// </summary>
    public string? CreationRisk { get; init; }

    /// <summary>The same for a condition that the user of the rotation most often knows not to hold; no warning.</summary>
    public string? CreationNote { get; init; }

    /// <summary>
    /// How two rotations of the same account interfere, as the end of a sentence; null if they do not.
    /// </summary>
    public string? ConflictEffect { get; init; }

    /// <summary>
    /// Revoking changes the credential of the account itself, and so ends the one that another rotation of the account
    /// has published. Other types delete what the rotation issued, and nothing else.
    /// </summary>
    public bool RevokesAccount { get; init; }

    public required ImmutableArray<Field> Parameters { get; init; }

    public required ImmutableArray<Field> SecretsMapping { get; init; }

    /// <summary>Used only when the rotation is created; empty for most types.</summary>
    public ImmutableArray<Field> TemporaryParameters { get; init; } = [];

    /// <summary>Reports a temporary parameter that a creation requires, depending on the other parameters.</summary>
    public CreationRule? CreationRule { get; init; }

    /// <summary>
    /// Reports a parameter that a creation does not require, but without which it succeeds only on some servers. A
    /// preview warns.
    /// </summary>
    public CreationRule? CreationAdvice { get; init; }

    /// <summary>
    /// The parameter that names the IAM user whose access keys are rotated; null for a type that does not rotate these.
    /// </summary>
    public Field? IamUser { get; init; }

    /// <summary>Longest interval in days; null if there is no limit.</summary>
    public int? MaxRotationInterval { get; init; }

    /// <summary>The type is not in the catalogue: parameters and mapping are open maps, passed on unchanged.</summary>
    public bool IsOpen { get; init; }

    /// <summary>This is the type of the generic resource, which has the type as an input.</summary>
    public bool IsGeneric { get; private set; }

    public Revocation Revocation { get; init; } = Revocation.Unknown;

    /// <summary>Name of the resource in the language SDKs.</summary>
    public string TypeName => _built.Value.TypeName;

    public Field ParametersField => _built.Value.Parameters;

    public Field SecretsMappingField => _built.Value.SecretsMapping;

    /// <summary>
    /// The inputs that only this provider uses. The SDKs send a default of the generic resource for every type.
    /// </summary>
    public ImmutableArray<Field> ProviderInputs => IamUser is not null || IsOpen || IsGeneric
        ? Envelope.ProviderInputs.Add(Envelope.AllowDeletingOldestKey)
        : Envelope.ProviderInputs;

    public Field? TemporaryParametersField => _built.Value.TemporaryParameters;

    /// <summary>All inputs, in the order of the documentation.</summary>
    public ImmutableArray<Field> Inputs => _built.Value.Inputs;

    /// <summary>The same type, as the generic resource declares it.</summary>
    public RotationType AsGeneric()
    {
        var generic = (RotationType)MemberwiseClone();
        generic.IsGeneric = true;
        generic._built = new Lazy<BuiltFields>(generic.Build);
        return generic;
    }

    private string ParametersText => IsOpen
        ? "Parameters of the rotation type, named as in the Infisical API."
        : $"Parameters of the {Title} rotation.";

    private BuiltFields Build()
    {
        var typeName = IsGeneric ? RotationTypes.GenericName : ResourceName(Slug);
        var parameters = Nested(Envelope.ParametersName, ParametersText, Parameters, typeName) with
        { IsRequired = true };
        var mapping = Nested(Envelope.SecretsMappingName, MappingText, SecretsMapping, typeName) with
        {
            IsRequired = true,
            Format = IsOpen ? TextFormat.SecretName : TextFormat.Any,
        };
        var temporary = IsOpen || TemporaryParameters.Length > 0
            ? Nested(Envelope.TemporaryParametersName, TemporaryText, TemporaryParameters, typeName) with
            { IsSecret = true, IsCreateOnly = true }
            : null;
        return new BuiltFields(typeName, parameters, mapping, temporary,
        [
            .. IsGeneric ? (ReadOnlySpan<Field>)[Envelope.Type] : [],
            .. Envelope.Inputs.Select(Limited),
            parameters,
            mapping,
            .. temporary is null ? (ReadOnlySpan<Field>)[] : [temporary],
            .. ProviderInputs.Select(WithDefault),
        ]);
    }

    /// <summary>The generic resource declares open maps. Of a known type it checks what this provider knows.</summary>
    private Field Nested(string name, string description, ImmutableArray<Field> members, string typeName)
    {
        var known = Field.Object(name, description, members) with { TypeName = typeName + PascalCase.Of(name) };
        return IsOpen ? Field.OpenMap(name, description) : IsGeneric ? known.AcceptingNewer() : known;
    }

    private Field Limited(Field field) =>
        field == Envelope.RotationInterval && MaxRotationInterval is { } longest ? field with { Max = longest } : field;

    private Field WithDefault(Field field) => field == Envelope.RevokeCredentialsOnDelete && !RevokesByDefault
        ? Envelope.RevokeCredentialsOnDelete with
        {
            Default = false,
            Description = $"{Envelope.RevokeCredentialsText} Default: false. {RevocationEffect}",
        }
        : field;

    /// <summary>Slug in Pascal case, followed by "Rotation".</summary>
    private static string ResourceName(string slug) =>
        string.Concat(slug.Split('-').Select(PascalCase.Of)) + "Rotation";

    private sealed record BuiltFields(
        string TypeName,
        Field Parameters,
        Field SecretsMapping,
        Field? TemporaryParameters,
        ImmutableArray<Field> Inputs);
}
