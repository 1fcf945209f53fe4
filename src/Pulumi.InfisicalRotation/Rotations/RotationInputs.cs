using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Checked inputs as typed values. In a preview a value may be unknown; it is null here, and <see cref="Required"/>
/// must not be used.
/// </summary>
internal sealed class RotationInputs(RotationType type, PropertyMap marked)
{
    private readonly PropertyMap _plain = marked.Plain();

    public RotationType Type { get; } = type;

    /// <summary>The inputs with their secret wrappers.</summary>
    public PropertyMap Marked { get; } = marked;

    public string? Name => Text(Envelope.Name);

    public string? ProjectId => Text(Envelope.ProjectId);

    public string? ConnectionId => Text(Envelope.ConnectionId);

    public string? Environment => Text(Envelope.Environment);

    public string? SecretPath => Text(Envelope.SecretPath);

    public int? RotationInterval =>
        Value(Envelope.RotationInterval) is PropertyValue.Number number ? (int)number.Value : null;

    /// <summary>Time of day; midnight by default, null if unknown.</summary>
    public (int Hours, int Minutes)? RotateAtUtc =>
        (Value(Envelope.RotateAtUtc) ?? Envelope.RotateAtUtc.Default) is PropertyValue.Map { Properties: var time }
        && time.Get(Envelope.Hours.Name) is PropertyValue.Number hours
        && time.Get(Envelope.Minutes.Name) is PropertyValue.Number minutes
            ? ((int)hours.Value, (int)minutes.Value)
            : null;

    public bool? IsAutoRotationEnabled => Flag(Envelope.IsAutoRotationEnabled);

    public bool DeleteSecretsOnDelete => Flag(Envelope.DeleteSecretsOnDelete) ?? true;

    public bool RevokeCredentialsOnDelete => Flag(Envelope.RevokeCredentialsOnDelete) ?? Type.RevokesByDefault;

    /// <summary>The same inputs, but deleting the resource does not revoke.</summary>
    public RotationInputs KeepingCredentials() =>
        new(Type, Marked.With(Envelope.RevokeCredentialsOnDelete.Name, false));

    /// <summary>The reaction to a failed or overdue rotation; <c>warn</c> if it is unknown.</summary>
    public UnhealthyReaction WhenUnhealthy => Text(Envelope.WhenUnhealthy) switch
    {
        "fail" => UnhealthyReaction.Fail,
        "rotate" => UnhealthyReaction.Rotate,
        _ => UnhealthyReaction.Warn,
    };

    /// <summary>In days; null if there is no limit or it is unknown.</summary>
    public int? ComplianceMaxAgeDays =>
        Value(Envelope.ComplianceMaxAgeDays) is PropertyValue.Number number ? (int)number.Value : null;

    /// <summary>Whether there is any trigger. An empty map has none, so adding it requests no rotation.</summary>
    public bool HasTriggers =>
        Canonical.Of(Envelope.RotateTriggers, _plain.Get(Envelope.RotateTriggers.Name)) is not null;

    public bool AdoptExisting => Flag(Envelope.AdoptExisting) ?? false;

    /// <summary>Unknown counts as allowed: a preview then warns, and the update itself decides.</summary>
    public bool AllowDeletingOldestKey => Flag(Envelope.AllowDeletingOldestKey)
        ?? _plain.Get(Envelope.AllowDeletingOldestKey.Name)?.HasUnknown() ?? false;

    /// <summary>The IAM user whose keys are rotated; null if unknown, and for types that rotate no such keys.</summary>
    public string? IamUser => Type.IamUser is { } parameter
        && Value(Type.ParametersField) is PropertyValue.Map parameters
        && parameters.Properties.Get(parameter.Name) is PropertyValue.Text { Value: var name }
            ? name
            : null;

    /// <summary>Known secret names by mapping field.</summary>
    public ImmutableSortedDictionary<string, string> SecretNames =>
        Value(Type.SecretsMappingField) is PropertyValue.Map { Properties: var mapping }
            ? mapping.Where(pair => pair.Value is PropertyValue.Text)
                .ToImmutableSortedDictionary(
                    pair => pair.Key, pair => ((PropertyValue.Text)pair.Value).Value, StringComparer.Ordinal)
            : ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>A value as it is sent; null if absent.</summary>
    public PropertyValue? Value(Field field) => Canonical.Sent(field, _plain.Get(field.Name));

    /// <summary>A value as the state will hold it: trimmed, with its secret wrapper, or the default.</summary>
    public PropertyValue? Stored(Field field) => Marked.Get(field.Name) is not { } given
        ? field.Default
        : field.IsProviderOnly || given.HasUnknown() ? given
        : Canonical.Sent(field, given.Plain()) is { } sent ? SecretMarks.Copy(given, sent)
        : null;

    /// <summary>Whether no input is unknown.</summary>
    public bool IsKnown => Type.Inputs.All(input => _plain.Get(input.Name) is not { } value || !value.HasUnknown());

    public string Required(Field field) =>
        Text(field) ?? throw new InvalidOperationException($"The input {field.Name} has no value.");

    public NewRotation ToNewRotation() => new()
    {
        Name = Required(Envelope.Name),
        ProjectId = Required(Envelope.ProjectId),
        ConnectionId = Required(Envelope.ConnectionId),
        Environment = Required(Envelope.Environment),
        SecretPath = Required(Envelope.SecretPath),
        Description = Text(Envelope.Description),
        IsAutoRotationEnabled = Flag(Envelope.IsAutoRotationEnabled),
        RotationInterval = RotationInterval ?? throw new InvalidOperationException("The interval has no value."),
        RotateAtUtc = Time,
        Parameters = WithDefaultInputs(Json(Type.ParametersField) ?? []),
        SecretsMapping = Json(Type.SecretsMappingField) ?? [],
        TemporaryParameters = Type.TemporaryParametersField is { } temporary ? Json(temporary) : null,
    };

    /// <summary>The time of day as it is sent; null if the program gives none.</summary>
    public RotateAtUtc? Time => Value(Envelope.RotateAtUtc) is null || RotateAtUtc is not { } time
        ? null
        : new RotateAtUtc(time.Hours, time.Minutes);

    public JsonObject? Json(Field field) =>
        Value(field) is PropertyValue.Map map ? FieldJson.ToJson(map.Properties) : null;

    /// <summary>
    /// The parameters with those that some server versions require and that have the value of another input.
    /// </summary>
    public JsonObject WithDefaultInputs(JsonObject parameters)
    {
        foreach (var field in Type.Parameters)
        {
            if (field.DefaultInput is { } input
                && parameters[field.Name] is null
                && Text(Type.Inputs.First(one => one.Name == input)) is { } value)
            {
                parameters[field.Name] = value;
            }
        }

        return parameters;
    }

    /// <summary>Warnings about values that only some versions of the server accept.</summary>
    /// <param name="sent">The inputs that are sent.</param>
    public IEnumerable<string> Warnings(ImmutableArray<Field> sent) =>
        InputCheck.Warnings(Type.TypeName, sent, Marked).Select(warning => warning.ToString());

    /// <summary>The warnings of a creation, which sends all inputs.</summary>
    public IEnumerable<string> CreationWarnings() =>
        Advice() is { } advice ? Warnings(Type.Inputs).Append(advice.ToString()) : Warnings(Type.Inputs);

    private InputError? Advice()
    {
        var temporary = Type.TemporaryParametersField is { } field ? Value(field) : null;
        return Type.CreationAdvice is { } advice
            && Value(Type.ParametersField) is PropertyValue.Map { Properties: var parameters }
            && (temporary ?? PropertyMap.Empty) is PropertyValue.Map { Properties: var given }
            && advice(parameters, given) is { } missing
                ? missing with { Path = PropertyPath.Member(Type.ParametersField.Name, missing.Path) }
                : null;
    }

    private string? Text(Field field) => (Value(field) as PropertyValue.Text)?.Value;

    private bool? Flag(Field field) => (Value(field) as PropertyValue.Bool)?.Value;
}
