using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Checked inputs, read as what they are. In a preview a value may not be known yet; it is then absent here, and asking for it with
/// one of the <c>Required</c> members is a fault of this provider.
/// </summary>
internal sealed class RotationInputs(RotationType type, PropertyMap marked)
{
    private readonly PropertyMap _plain = marked.Plain();

    public RotationType Type { get; } = type;

    /// <summary>The inputs with their marks.</summary>
    public PropertyMap Marked { get; } = marked;

    public string? Name => Text(Envelope.Name);

    public string? ProjectId => Text(Envelope.ProjectId);

    public string? ConnectionId => Text(Envelope.ConnectionId);

    public string? Environment => Text(Envelope.Environment);

    public string? SecretPath => Text(Envelope.SecretPath);

    public string? Description => Text(Envelope.Description);

    public int? RotationInterval => Value(Envelope.RotationInterval) is PropertyValue.Number number ? (int)number.Value : null;

    /// <summary>Time of day; null where it isn't known yet. Midnight where none is given.</summary>
    public (int Hours, int Minutes)? RotateAtUtc => (Value(Envelope.RotateAtUtc) ?? Envelope.RotateAtUtc.Default) is PropertyValue.Map { Properties: var time }
        && time.Get(Envelope.Hours.Name) is PropertyValue.Number hours && time.Get(Envelope.Minutes.Name) is PropertyValue.Number minutes
            ? ((int)hours.Value, (int)minutes.Value)
            : null;

    public bool? IsAutoRotationEnabled => Flag(Envelope.IsAutoRotationEnabled);

    public bool DeleteSecretsOnDelete => Flag(Envelope.DeleteSecretsOnDelete) ?? true;

    public bool RevokeCredentialsOnDelete => Flag(Envelope.RevokeCredentialsOnDelete) ?? true;

    public bool AdoptExisting => Flag(Envelope.AdoptExisting) ?? false;

    /// <summary>Secret names by mapping field, as far as they are known.</summary>
    public ImmutableSortedDictionary<string, string> SecretNames =>
        Value(Type.SecretsMappingField) is PropertyValue.Map { Properties: var mapping }
            ? mapping.Where(pair => pair.Value is PropertyValue.Text)
                .ToImmutableSortedDictionary(pair => pair.Key, pair => ((PropertyValue.Text)pair.Value).Value, StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A value in the form it is sent; null where it is absent.</summary>
    public PropertyValue? Value(Field field) => Canonical.Sent(field, _plain.Get(field.Name));

    /// <summary>
    /// A value in the form in which it will come back and be stored, with its marks: without blanks around it, or the default where
    /// there is none.
    /// </summary>
    public PropertyValue? Stored(Field field) => Marked.Get(field.Name) is not { } given
        ? field.Default
        : field.IsOurs || given.HasUnknown() ? given : Canonical.Sent(field, given.Plain()) is { } sent ? SecretMarks.Carry(given, sent) : null;

    /// <summary>Whether every input the server needs is known.</summary>
    public bool IsKnown => Type.Inputs.All(input => _plain.Get(input.Name) is not { } value || !value.HasUnknown());

    public string Required(Field field) =>
        Text(field) ?? throw new InvalidOperationException($"The input {field.Name} reached the lifecycle without a value.");

    public NewRotation ToNewRotation() => new()
    {
        Name = Required(Envelope.Name),
        ProjectId = Required(Envelope.ProjectId),
        ConnectionId = Required(Envelope.ConnectionId),
        Environment = Required(Envelope.Environment),
        SecretPath = Required(Envelope.SecretPath),
        Description = Description,
        IsAutoRotationEnabled = Flag(Envelope.IsAutoRotationEnabled),
        RotationInterval = RotationInterval ?? throw new InvalidOperationException("The interval reached the lifecycle without a value."),
        RotateAtUtc = Time,
        Parameters = Json(Type.ParametersField) ?? [],
        SecretsMapping = Json(Type.SecretsMappingField) ?? [],
        TemporaryParameters = Type.TemporaryParametersField is { } temporary ? Json(temporary) : null,
    };

    /// <summary>The time of day as it is sent; null where none was given.</summary>
    public RotateAtUtc? Time => Value(Envelope.RotateAtUtc) is null || RotateAtUtc is not { } time ? null : new RotateAtUtc(time.Hours, time.Minutes);

    public JsonObject? Json(Field field) => Value(field) is PropertyValue.Map map ? FieldJson.ToJson(map.Properties) : null;

    /// <summary>What of the parameters not every version of the server takes, a sentence each.</summary>
    public IEnumerable<string> Doubts()
    {
        var parameters = (Value(Type.ParametersField) as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
        foreach (var field in Type.Parameters)
        {
            if (field.SureMaxLength is { } sure && parameters.Get(field.Name) is PropertyValue.Text { Value.Length: var length } && length > sure)
            {
                yield return FieldMessages.MaybeTooLong(PropertyPath.Member(Type.ParametersField.Name, field.Name), length, sure);
            }
        }
    }

    private string? Text(Field field) => (Value(field) as PropertyValue.Text)?.Value;

    private bool? Flag(Field field) => (Value(field) as PropertyValue.Bool)?.Value;
}
