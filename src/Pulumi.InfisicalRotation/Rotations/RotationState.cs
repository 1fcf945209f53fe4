using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>The inputs as the server has them now.</summary>
    public static PropertyMap Live(RotationType type, Rotation rotation)
    {
        var live = PropertyMap.Empty
            .With(Envelope.IsAutoRotationEnabled.Name, rotation.IsAutoRotationEnabled)
            .With(Envelope.RotateAtUtc.Name, Time(rotation.RotateAtUtc))
            .With(type.ParametersField.Name, FieldJson.FromJson(rotation.Parameters))
            .With(type.SecretsMappingField.Name, FieldJson.FromJson(rotation.SecretsMapping));
        live = type.IsGeneric ? live.With(Envelope.Type.Name, rotation.Type) : live;
        live = Set(live, Envelope.Name.Name, Text(rotation.Name));
        live = Set(
            live,
            Envelope.RotationInterval.Name,
            rotation.RotationInterval > 0 ? new PropertyValue.Number(rotation.RotationInterval) : null);
        live = Set(live, Envelope.ProjectId.Name, Text(rotation.ProjectId));
        live = Set(live, Envelope.ConnectionId.Name, Text(rotation.ConnectionId));
        live = Set(live, Envelope.Environment.Name, Text(rotation.EnvironmentSlug));
        live = Set(live, Envelope.SecretPath.Name, Text(rotation.FolderPath));
        return Set(live, Envelope.Description.Name, Text(rotation.Description));
    }

    /// <summary>
    /// The inputs that a program would need for the rotation as it is. A value that still holds keeps the form in which
    /// the user wrote it. An input that the user left out stays out unless the server differs from its default.
    /// </summary>
    public static PropertyMap ReadInputs(RotationType type, PropertyMap oldInputs, Rotation rotation)
    {
        var live = Live(type, rotation);
        var inputs = oldInputs;
        var isImport = oldInputs.Count == 0;
        foreach (var field in type.Inputs.Where(field => !field.IsProviderOnly && !field.IsCreateOnly))
        {
            inputs = Set(
                inputs, field.Name, Reconcile(field, oldInputs.Get(field.Name), live.Get(field.Name), isImport));
        }

        return inputs;
    }

    /// <summary>All outputs, with the secret wrappers of the inputs and of the previous outputs.</summary>
    public static PropertyMap OutputsOf(
        RotationType type, PropertyMap inputs, PropertyMap? before, Rotation rotation, DateTimeOffset now)
    {
        var outputs = Live(type, rotation);
        foreach (var field in type.Inputs.Where(field => field.IsProviderOnly))
        {
            outputs = Set(outputs, field.Name, inputs.Get(field.Name) ?? field.Default);
        }

        foreach (var (field, value) in Facts(type, rotation, now))
        {
            outputs = value is null ? outputs : outputs.With(field.Name, value);
        }

        outputs = SecretMarks.Copy(before ?? PropertyMap.Empty, SecretMarks.Copy(inputs, outputs));

        // The message comes from the service and may quote a secret input.
        return rotation.LastRotationMessage is { } message && Redaction.IsNeeded(message, inputs)
            ? outputs.With(Outputs.LastRotationMessage.Name, new PropertyValue.Secret(new PropertyValue.Text(message)))
            : outputs;
    }

    /// <summary>
    /// Whether a rotation is identical to the requested one. An input that is left out must have its default.
    /// </summary>
    public static bool IsAsRequested(RotationInputs inputs, Rotation rotation)
    {
        var asWritten = ReadInputs(inputs.Type, inputs.Marked, rotation);
        return string.Equals(rotation.Type, inputs.Type.Slug, StringComparison.Ordinal)
            && InputDiff.Between(inputs.Type.Inputs, inputs.Marked, asWritten).IsEmpty;
    }

    public static ReadAnswer ReadAnswerOf(
        RotationType type, PropertyMap inputs, PropertyMap state, Rotation rotation, ProviderSession session) => new(
        rotation.Id,
        OutputsOf(type, inputs, state, rotation, session.Client.Now),
        ReadInputs(type, inputs, rotation),
        session.Settings.RefreshBeforeUpdate);

    /// <summary>Age in days that a credential reaches at most; null while paused and where it is not known.</summary>
    public static int? MaxKeyAgeDays(RotationType type, bool isAutoRotationEnabled, double interval) =>
        isAutoRotationEnabled && type.Slots > 0 ? (int)Math.Min(int.MaxValue, interval * type.Slots) : null;

    /// <summary>
    /// Changes exactly when the active credential changes. The slot is part of it: a rotation can fail after the new
    /// credential was stored, and the time of the last success then stays.
    /// </summary>
    public static string CredentialVersion(Rotation rotation)
    {
        var facts = string.Create(
            CultureInfo.InvariantCulture,
            $"{rotation.Id}/{rotation.ActiveIndex}/{rotation.LastRotatedAt?.ToUnixTimeMilliseconds()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 8));
    }

    /// <summary>When the server created the rotation, by the stored outputs; null if they don't say.</summary>
    public static DateTimeOffset? CreatedAt(PropertyMap outputs) =>
        outputs.Get(Outputs.CreatedAt.Name)?.Plain() is PropertyValue.Text { Value: var text }
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var created)
            ? created
            : null;

    public static string Iso(DateTimeOffset time) =>
        time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static ImmutableArray<(Field Field, PropertyValue? Value)> Facts(
        RotationType type, Rotation rotation, DateTimeOffset now) =>
    [
        (Outputs.RotationId, rotation.Id),
        (Outputs.NextRotationAt,
            rotation.IsAutoRotationEnabled ? Time(rotation.NextRotationAtText, rotation.NextRotationAt) : null),
        (Outputs.LastRotatedAt, Time(rotation.LastRotatedAtText, rotation.LastRotatedAt)),
        (Outputs.LastRotationAttemptedAt, Time(rotation.LastRotationAttemptedAtText, rotation.LastRotationAttemptedAt)),
        (Outputs.RotationStatus, Text(rotation.RotationStatus)),
        (Outputs.LastRotationMessage, Text(rotation.LastRotationMessage)),
        (Outputs.IsLastRotationManual, rotation.IsLastRotationManual),
        (Outputs.ActiveIndex, (double)rotation.ActiveIndex),
        (Outputs.FolderId, Text(rotation.FolderId)),
        (Outputs.ConnectionName, Text(rotation.ConnectionName)),
        (Outputs.EnvironmentId, Text(rotation.EnvironmentId)),
        (Outputs.CreatedAt, Time(rotation.CreatedAtText, rotation.CreatedAt)),
        (Outputs.UpdatedAt, Time(rotation.UpdatedAtText, rotation.UpdatedAt)),
        (Outputs.Health, rotation.Health(now).ToOutput()),
        (Outputs.MaxKeyAgeDays,
            MaxKeyAgeDays(type, rotation.IsAutoRotationEnabled, rotation.RotationInterval) is { } days
                ? (double)days
                : null),
        (Outputs.CredentialVersion, CredentialVersion(rotation)),
    ];

    private static PropertyValue? Reconcile(Field field, PropertyValue? old, PropertyValue? live, bool isImport)
    {
        var plain = old?.Plain();
        live = live is null ? null : Canonical.Known(field, live);

        // The server always has the required inputs: a response without one just does not show it.
        var isNotShown = (old is null && field.IsDefaultChosenByServer && !isImport)
            || (live is null && (field.MayBeOmittedByServer || field.IsRequired || field == Envelope.Name));
        if (isNotShown || Canonical.AreEqual(field, plain, live))
        {
            return old;
        }

        if (live is PropertyValue.Map open && plain is PropertyValue.Map written && field.Kind == FieldKind.OpenMap)
        {
            return ReconcileOpen(old, written.Properties, open.Properties);
        }

        if (live is PropertyValue.Map now && field is { Kind: FieldKind.Object, Default: null })
        {
            var oldMembers = (plain as PropertyValue.Map)?.Properties ?? PropertyMap.Empty;
            return ReconcileMembers(field, old, oldMembers, now.Properties, isImport);
        }

        return live is null || (old is null && Canonical.Of(field, live) is null) ? null : SecretMarks.Copy(old, live);
    }

    /// <summary>
    /// In a map of unknown members, only those of the program are compared. The server may add defaults, and may leave
    /// out members that it does not support.
    /// </summary>
    private static PropertyValue ReconcileOpen(PropertyValue? marked, PropertyMap old, PropertyMap live) =>
        SecretMarks.Copy(marked, PropertyMap.From(old.Select(
            pair => KeyValuePair.Create(pair.Key, live.Get(pair.Key) ?? pair.Value))));

    /// <summary>Members that only a newer server knows are no inputs; they stay in the outputs.</summary>
    private static PropertyValue ReconcileMembers(
        Field field, PropertyValue? marked, PropertyMap old, PropertyMap live, bool isImport)
    {
        var members = PropertyMap.Empty;
        foreach (var member in field.Fields)
        {
            members = Set(
                members, member.Name, Reconcile(member, old.Get(member.Name), live.Get(member.Name), isImport));
        }

        return SecretMarks.Copy(marked, members);
    }

    private static PropertyMap Set(PropertyMap map, string name, PropertyValue? value) =>
        value is null ? map.Without(name) : map.With(name, value);

    private static PropertyMap Time(RotateAtUtc time) =>
        PropertyMap.From([new(Envelope.Hours.Name, time.Hours), new(Envelope.Minutes.Name, time.Minutes)]);

    /// <summary>The time as the server wrote it.</summary>
    private static PropertyValue.Text? Time(string? text, DateTimeOffset? time) =>
        Text(text ?? (time is { } known ? Iso(known) : null));

    private static PropertyValue.Text? Text(string? text) =>
        string.IsNullOrEmpty(text) ? null : new PropertyValue.Text(text);
}
