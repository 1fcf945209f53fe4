using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>What the engine stores of a rotation: worked out from its inputs and the server's answer, without asking anything more.</summary>
internal static class RotationState
{
    /// <summary>The inputs of the server's side as it has them now.</summary>
    public static PropertyMap Live(RotationType type, Rotation rotation)
    {
        var live = PropertyMap.Empty
            .With(Envelope.IsAutoRotationEnabled.Name, rotation.IsAutoRotationEnabled)
            .With(Envelope.RotateAtUtc.Name, Time(rotation.RotateAtUtc))
            .With(type.ParametersField.Name, FieldJson.FromJson(rotation.Parameters))
            .With(type.SecretsMappingField.Name, FieldJson.FromJson(rotation.SecretsMapping));
        live = type.IsGeneric ? live.With(Envelope.Type.Name, rotation.Type) : live;
        live = Set(live, Envelope.Name.Name, Text(rotation.Name));
        live = Set(live, Envelope.RotationInterval.Name, rotation.RotationInterval > 0 ? new PropertyValue.Number(rotation.RotationInterval) : null);
        live = Set(live, Envelope.ProjectId.Name, Text(rotation.ProjectId));
        live = Set(live, Envelope.ConnectionId.Name, Text(rotation.ConnectionId));
        live = Set(live, Envelope.Environment.Name, Text(rotation.EnvironmentSlug));
        live = Set(live, Envelope.SecretPath.Name, Text(rotation.FolderPath));
        return Set(live, Envelope.Description.Name, Text(rotation.Description));
    }

    /// <summary>
    /// The inputs as they would have to be written for the rotation as it is: what the user set keeps its form where it still holds;
    /// what the user left out stays out unless it moved away from what absence means.
    /// </summary>
    public static PropertyMap ReadInputs(RotationType type, PropertyMap oldInputs, Rotation rotation)
    {
        var live = Live(type, rotation);
        var inputs = oldInputs;
        foreach (var field in type.Inputs.Where(field => !field.IsOurs && !field.IsCreateOnly))
        {
            inputs = Set(inputs, field.Name, Reconcile(field, oldInputs.Get(field.Name), live.Get(field.Name), isImport: oldInputs.Count == 0));
        }

        return inputs;
    }

    /// <summary>All outputs. Marks are taken over from the inputs and from the outputs before.</summary>
    public static PropertyMap Outputs(RotationType type, PropertyMap inputs, PropertyMap? before, Rotation rotation, DateTimeOffset now)
    {
        var outputs = Live(type, rotation);
        foreach (var field in type.Inputs.Where(field => field.IsOurs))
        {
            outputs = Set(outputs, field.Name, inputs.Get(field.Name) ?? field.Default);
        }

        outputs = Facts(type, rotation, now).Aggregate(outputs, (all, fact) => fact.Value is null ? all : all.With(fact.Field.Name, fact.Value));
        outputs = SecretMarks.Carry(before ?? PropertyMap.Empty, SecretMarks.Carry(inputs, outputs));

        // The service's own sentence may quote what the user keeps secret.
        return rotation.LastRotationMessage is { } message && Redaction.IsIn(message, inputs)
            ? outputs.With(Catalogue.Outputs.LastRotationMessage.Name, new PropertyValue.Secret(new PropertyValue.Text(message)))
            : outputs;
    }

    /// <summary>Whether a rotation is just what the inputs ask for; what they leave out must have its default.</summary>
    public static bool IsAsAsked(RotationInputs inputs, Rotation rotation)
    {
        var asWritten = ReadInputs(inputs.Type, inputs.Marked, rotation);
        return string.Equals(rotation.Type, inputs.Type.Slug, StringComparison.Ordinal)
            && InputDiff.Between(inputs.Type.Inputs, inputs.Marked, asWritten).IsEmpty;
    }

    /// <summary>How it stands: paused, failed, overdue or healthy.</summary>
    public static string Health(Rotation rotation, DateTimeOffset now)
    {
        if (string.Equals(rotation.RotationStatus, "failed", StringComparison.Ordinal))
        {
            return "failed";
        }

        if (!rotation.IsAutoRotationEnabled)
        {
            return "paused";
        }

        return rotation.NextRotationAt is { } next && next + Schedule.Grace < now ? "overdue" : "healthy";
    }

    public static int? MaxKeyAgeDays(RotationType type, bool isAutoRotationEnabled, double interval) =>
        isAutoRotationEnabled && type.Slots > 0 ? (int)Math.Min(int.MaxValue, interval * type.Slots) : null;

    /// <summary>
    /// Another text whenever another credential came into use. The slot counts too: a rotation can fail after the new credential
    /// was stored, and then the time of the last success stays.
    /// </summary>
    public static string CredentialVersion(Rotation rotation)
    {
        var facts = string.Create(CultureInfo.InvariantCulture, $"{rotation.Id}/{rotation.ActiveIndex}/{rotation.LastRotatedAt?.ToUnixTimeMilliseconds()}");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(facts)).AsSpan(0, 8));
    }

    /// <summary>When the server made it, by the stored outputs; null where they do not tell.</summary>
    public static DateTimeOffset? CreatedAt(PropertyMap outputs) =>
        outputs.Get(Catalogue.Outputs.CreatedAt.Name)?.Plain() is PropertyValue.Text { Value: var text }
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var created)
            ? created
            : null;

    public static string Iso(DateTimeOffset time) => time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static ImmutableArray<(Field Field, PropertyValue? Value)> Facts(RotationType type, Rotation rotation, DateTimeOffset now) =>
    [
        (Catalogue.Outputs.RotationId, rotation.Id),
        (Catalogue.Outputs.NextRotationAt, rotation.IsAutoRotationEnabled ? Time(rotation.NextRotationAtText, rotation.NextRotationAt) : null),
        (Catalogue.Outputs.LastRotatedAt, Time(rotation.LastRotatedAtText, rotation.LastRotatedAt)),
        (Catalogue.Outputs.LastRotationAttemptedAt, Time(rotation.LastRotationAttemptedAtText, rotation.LastRotationAttemptedAt)),
        (Catalogue.Outputs.RotationStatus, Text(rotation.RotationStatus)),
        (Catalogue.Outputs.LastRotationMessage, Text(rotation.LastRotationMessage)),
        (Catalogue.Outputs.IsLastRotationManual, rotation.IsLastRotationManual),
        (Catalogue.Outputs.ActiveIndex, (double)rotation.ActiveIndex),
        (Catalogue.Outputs.FolderId, Text(rotation.FolderId)),
        (Catalogue.Outputs.ConnectionName, Text(rotation.ConnectionName)),
        (Catalogue.Outputs.EnvironmentId, Text(rotation.EnvironmentId)),
        (Catalogue.Outputs.CreatedAt, Time(rotation.CreatedAtText, rotation.CreatedAt)),
        (Catalogue.Outputs.UpdatedAt, Time(rotation.UpdatedAtText, rotation.UpdatedAt)),
        (Catalogue.Outputs.Health, Health(rotation, now)),
        (Catalogue.Outputs.MaxKeyAgeDays, MaxKeyAgeDays(type, rotation.IsAutoRotationEnabled, rotation.RotationInterval) is { } days ? (double)days : null),
        (Catalogue.Outputs.CredentialVersion, CredentialVersion(rotation)),
    ];

    private static PropertyValue? Reconcile(Field field, PropertyValue? old, PropertyValue? live, bool isImport)
    {
        var plain = old?.Plain();
        live = live is null ? null : Canonical.Known(field, live);
        // The server always has what is required: an answer without it has not told it.
        var isSilent = (old is null && field.IsDefaultUnknown && !isImport) || (live is null && (field.IsMaybeDropped || field.IsRequired || field == Envelope.Name));
        if (isSilent || Canonical.AreEqual(field, plain, live))
        {
            return old;
        }

        if (live is PropertyValue.Map open && plain is PropertyValue.Map said && field.Kind == FieldKind.OpenMap)
        {
            return ReconcileOpen(old, said.Properties, open.Properties);
        }

        if (live is PropertyValue.Map now && field is { Kind: FieldKind.Object, Default: null })
        {
            return ReconcileMembers(field, old, (plain as PropertyValue.Map)?.Properties ?? PropertyMap.Empty, now.Properties, isImport);
        }

        return live is null || (old is null && Canonical.Of(field, live) is null) ? null : SecretMarks.Carry(old, live);
    }

    /// <summary>
    /// Of a map of which nothing is known only what was said is compared: what the server adds may be its default, and what it leaves
    /// out it may not know.
    /// </summary>
    private static PropertyValue ReconcileOpen(PropertyValue? marked, PropertyMap old, PropertyMap live) =>
        SecretMarks.Carry(marked, PropertyMap.From(old.Select(pair => KeyValuePair.Create(pair.Key, live.Get(pair.Key) ?? pair.Value))));

    /// <summary>Members this provider does not know, of a newer server, are no inputs: they stay in the outputs.</summary>
    private static PropertyValue ReconcileMembers(Field field, PropertyValue? marked, PropertyMap old, PropertyMap live, bool isImport)
    {
        var members = PropertyMap.Empty;
        foreach (var member in field.Fields)
        {
            members = Set(members, member.Name, Reconcile(member, old.Get(member.Name), live.Get(member.Name), isImport));
        }

        return SecretMarks.Carry(marked, members);
    }

    private static PropertyMap Set(PropertyMap map, string name, PropertyValue? value) => value is null ? map.Without(name) : map.With(name, value);

    private static PropertyMap Time(RotateAtUtc time) =>
        PropertyMap.From([new(Envelope.Hours.Name, time.Hours), new(Envelope.Minutes.Name, time.Minutes)]);

    /// <summary>The time as the server wrote it.</summary>
    private static PropertyValue.Text? Time(string? text, DateTimeOffset? time) => Text(text ?? (time is { } known ? Iso(known) : null));

    private static PropertyValue.Text? Text(string? text) => string.IsNullOrEmpty(text) ? null : new PropertyValue.Text(text);
}
