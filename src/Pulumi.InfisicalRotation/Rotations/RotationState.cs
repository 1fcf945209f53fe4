using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// The state of a rotation and its inputs, computed from the program's inputs and the server's response without a
/// request.
/// </summary>
internal static class RotationState
{
    /// <summary>The inputs as the server has them now. What the response leaves out is missing here too.</summary>
    public static PropertyMap Live(RotationType type, Rotation rotation) => WithoutNulls(Answer(type, rotation));

    /// <summary>The inputs in a response, with its explicit nulls: those differ from what it leaves out.</summary>
    public static PropertyMap Answer(RotationType type, Rotation rotation)
    {
        var answer = PropertyMap.Empty;
        answer = Set(answer, Envelope.Type.Name, type.IsGeneric ? Text(rotation.Type) : null);
        answer = Set(answer, Envelope.Name.Name, Text(rotation.Name));
        answer = Set(answer, Envelope.ProjectId.Name, Text(rotation.ProjectId));
        answer = Set(answer, Envelope.ConnectionId.Name, Text(rotation.ConnectionId));
        answer = Set(answer, Envelope.Environment.Name, Text(rotation.EnvironmentSlug));
        answer = Set(answer, Envelope.SecretPath.Name, Text(rotation.FolderPath));
        answer = Set(answer, Envelope.RotationInterval.Name, Number(rotation.RotationInterval));
        answer = Set(answer, Envelope.RotateAtUtc.Name, Time(rotation.RotateAtUtc));
        answer = Set(answer, Envelope.IsAutoRotationEnabled.Name, Flag(rotation.IsAutoRotationEnabled));
        answer = Set(answer, type.ParametersField.Name, Members(rotation.Parameters));
        answer = Set(answer, type.SecretsMappingField.Name, Members(rotation.SecretsMapping));
        var description = (PropertyValue?)Text(rotation.Description) ?? PropertyValue.Null.Instance;
        return Set(answer, Envelope.Description.Name, rotation.IsDescriptionShown ? description : null);
    }

    /// <inheritdoc cref="LiveInputs.Of"/>
    public static PropertyMap ReadInputs(RotationType type, PropertyMap old, PropertyMap shown, Rotation rotation) =>
        LiveInputs.Of(type.Inputs, old, shown, Answer(type, rotation));

    /// <summary>All outputs, with the secret wrappers of the inputs.</summary>
    /// <param name="type">The rotation type.</param>
    /// <param name="inputs">The inputs of the program.</param>
    /// <param name="before">The previous outputs. They stay where the response leaves something out.</param>
    /// <param name="rotation">The response.</param>
    /// <param name="now">Time of the server.</param>
    /// <param name="keepsMarks">Whether the secret wrappers of the previous outputs stay too.</param>
    public static PropertyMap OutputsOf(
        RotationType type,
        PropertyMap inputs,
        PropertyMap? before,
        Rotation rotation,
        DateTimeOffset now,
        bool keepsMarks = true)
    {
        before ??= PropertyMap.Empty;
        var outputs = Known(type, inputs, before, rotation);
        foreach (var field in type.Inputs.Where(field => field.IsProviderOnly))
        {
            outputs = Set(outputs, field.Name, inputs.Get(field.Name) ?? field.Default);
        }

        foreach (var (field, value) in RotationFacts.Of(type, outputs, before, rotation, now))
        {
            outputs = value is null ? outputs : outputs.With(field.Name, value);
        }

        outputs = SecretMarks.Copy(keepsMarks ? before : PropertyMap.Empty, SecretMarks.Copy(inputs, outputs));

        // The message comes from the service and may quote a secret input.
        return outputs.Get(Outputs.LastRotationMessage.Name) is { } shown
            && Redaction.IsNeeded(rotation.LastRotationMessage!, inputs)
            ? outputs.With(Outputs.LastRotationMessage.Name, new PropertyValue.Secret(shown))
            : outputs;
    }

    /// <summary>
    /// The inputs that the server has. What the response leaves out is as it was sent, or as it was before.
    /// </summary>
    private static PropertyMap Known(RotationType type, PropertyMap inputs, PropertyMap before, Rotation rotation)
    {
        var answer = Answer(type, rotation);
        var outputs = WithoutNulls(answer);
        var written = new RotationInputs(type, inputs);
        foreach (var field in type.Inputs.Where(
            field => !field.IsProviderOnly && !field.IsCreateOnly && !answer.ContainsKey(field.Name)))
        {
            outputs = Set(
                outputs,
                field.Name,
                inputs.Get(field.Name) is null ? before.Get(field.Name) ?? field.Default : written.Stored(field));
        }

        return outputs;
    }

    /// <summary>
    /// Whether a rotation is identical to the requested one. An input that is left out must have its default.
    /// </summary>
    /// <inheritdoc cref="DifferencesOf" path="/param"/>
    public static bool IsAsRequested(RotationInputs inputs, Rotation rotation, bool mayIgnore = false) =>
        DifferencesOf(inputs, rotation, mayIgnore).IsEmpty;

    /// <summary>The paths of the inputs in which a rotation differs from the requested one.</summary>
    /// <param name="inputs">The requested rotation.</param>
    /// <param name="rotation">The rotation as it is.</param>
    /// <param name="mayIgnore">
    /// Whether a parameter may be missing, because the server ignored it. It must not be for a rotation that others
    /// created: they may have left the parameter out.
    /// </param>
    public static ImmutableArray<string> DifferencesOf(
        RotationInputs inputs, Rotation rotation, bool mayIgnore = false)
    {
        if (!string.Equals(rotation.Type, inputs.Type.Slug, StringComparison.Ordinal))
        {
            return [Envelope.Type.Name];
        }

        var asWritten = ReadInputs(
            inputs.Type, inputs.Marked, mayIgnore ? PropertyMap.Empty : inputs.Marked, rotation);
        // The request is the newer side: what it leaves to the server is no difference, but what the server leaves out is.
        // What a preview does not know yet is none either.
        return
        [
            .. InputDiff.Between(inputs.Type.Inputs, asWritten, inputs.Marked.FillUnknown(asWritten))
                .Select(change => change.Path),
        ];
    }

    public static ReadAnswer ReadAnswerOf(
        RotationType type, PropertyMap inputs, PropertyMap state, Rotation rotation, ProviderSession session) => new(
        rotation.Id,
        OutputsOf(type, inputs, state, rotation, session.Client.Now),
        ReadInputs(type, inputs, state, rotation),
        session.Settings.RefreshBeforeUpdate);

    /// <summary>Age in days that a credential reaches at most; null while paused and where it is not known.</summary>
    public static int? MaxKeyAgeDays(RotationType type, bool isAutoRotationEnabled, double interval) =>
        isAutoRotationEnabled && type.Slots > 0 ? (int)Math.Min(int.MaxValue, interval * type.Slots) : null;

    /// <summary>When the server created the rotation, by the stored outputs; null if they don't say.</summary>
    public static DateTimeOffset? CreatedAt(PropertyMap outputs) =>
        StoredTime.Of(outputs, Outputs.CreatedAt);

    public static string Iso(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static PropertyMap WithoutNulls(PropertyMap map) => PropertyMap.From(map
        .Where(pair => pair.Value is not PropertyValue.Null)
        .Select(pair => KeyValuePair.Create(pair.Key, WithoutNulls(pair.Value))));

    private static PropertyValue WithoutNulls(PropertyValue value) => value switch
    {
        PropertyValue.Map map => WithoutNulls(map.Properties),
        PropertyValue.List list => new PropertyValue.List([.. list.Items.Select(WithoutNulls)]),
        _ => value,
    };

    private static PropertyMap Set(PropertyMap map, string name, PropertyValue? value) =>
        value is null ? map.Without(name) : map.With(name, value);

    private static PropertyValue.Map? Members(JsonObject? json) =>
        json is null ? null : new PropertyValue.Map(FieldJson.FromJson(json, keepsNulls: true));

    private static PropertyValue.Map? Time(RotateAtUtc? time) => time is null
        ? null
        : new PropertyValue.Map(
            PropertyMap.From([new(Envelope.Hours.Name, time.Hours), new(Envelope.Minutes.Name, time.Minutes)]));

    private static PropertyValue.Number? Number(double number) => number > 0 ? new PropertyValue.Number(number) : null;

    private static PropertyValue.Bool? Flag(bool? flag) => flag is { } known ? new PropertyValue.Bool(known) : null;

    private static PropertyValue.Text? Text(string? text) =>
        string.IsNullOrEmpty(text) ? null : new PropertyValue.Text(text);
}
