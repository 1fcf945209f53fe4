using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Texts;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Removes the values that a user marked as secret from every message of a call. Names, paths and ids may be secret for
/// one user and stand in dozens of messages, some of them written by the server, so messages are redacted where they
/// leave the call.
/// </summary>
internal static class Redaction
{
    /// <summary>
    /// Runs a call about a resource. No log line and no error of it contains a secret of the maps or of the settings.
    /// </summary>
    /// <param name="settings">See <see cref="ProviderSettings.Secrets"/>.</param>
    public static async Task<T> Run<T>(
        CallContext context,
        ImmutableArray<PropertyMap?> maps,
        ImmutableArray<string> settings,
        Func<CallContext, Task<T>> call)
    {
        var forms = maps.SelectMany(map => map is null ? [] : SecretForms(map))
            .Concat(settings)
            .ToImmutableHashSet(StringComparer.Ordinal);
        if (forms.IsEmpty)
        {
            return await call(context);
        }

        // Most calls write no message.
        var secrets = new Lazy<Redactor>(() => new Redactor(forms));

        try
        {
            return await call(context with { Log = (level, text) => context.Log(level, secrets.Value.Apply(text)) });
        }
        catch (RefusalException refusal)
        {
            throw new RefusalException(refusal.Kind, secrets.Value.Apply(refusal.Message), refusal.InnerException);
        }
        catch (PartialResultException partial)
        {
            throw new PartialResultException(
                partial.Id,
                partial.Outputs,
                partial.Inputs,
                [.. partial.Reasons.Select(reason => secrets.Value.Apply(reason))],
                partial.RefreshBeforeUpdate);
        }
    }

    /// <summary>Whether a text contains a secret of the map.</summary>
    public static bool IsNeeded(string text, PropertyMap map) => Of(text, map) != text;

    /// <summary>The text without the secrets of the map.</summary>
    public static string Of(string text, PropertyMap map) => text.Without(SecretForms(map));

    /// <summary>
    /// Every form of the marked settings that a message may contain. Credentials are not among them: the client itself
    /// removes those that are secret, and a client id is none.
    /// </summary>
    public static ImmutableArray<string> SettingsForms(PropertyMap settings, Uri host)
    {
        var isHostSecret = settings.Get(ProviderConfig.Host.Name)?.HasSecret() ?? false;
        string[] hostForms = isHostSecret ? [host.Authority, host.Host, host.IdnHost, host.AbsoluteUri] : [];
        // The block for AWS is secret as a whole, but its names are not; failed requests to AWS leave its keys out.
        var others = settings.Without(ProviderConfig.Auth.Name).Without(AwsConfig.Block.Name);
        return [.. SecretForms(others).Concat(hostForms).Distinct()];
    }

    /// <summary>Triggers are never sent and stand in no message; they are often as short as "1".</summary>
    private static IEnumerable<string> SecretForms(PropertyMap map) =>
        SecretTexts(map.Without(Envelope.RotateTriggers.Name), isSecret: false).SelectMany(Forms);

    /// <summary>
    /// A text as written and as sent; of a folder also its parent, which is read too.
    /// </summary>
    private static IEnumerable<string> Forms(string text)
    {
        var path = TextFormats.Normal(TextFormat.FolderPath, text);
        var parent = path.StartsWith('/') ? path[..path.LastIndexOf('/')] : "";
        string[] forms = [text, path, text.ToLowerInvariant(), parent];
        return forms.Where(form => form.Length > 0);
    }

    private static IEnumerable<string> SecretTexts(PropertyValue value, bool isSecret) => value switch
    {
        PropertyValue.Text { Value: var text } when isSecret && text.Trim().Length > 0 => [text.Trim()],
        PropertyValue.Number { Value: var number } when isSecret => NumberForms(number),
        PropertyValue.Secret secret => SecretTexts(secret.Value, isSecret: true),
        PropertyValue.Output { Value: { } inner } output => SecretTexts(inner, isSecret || output.IsSecret),
        PropertyValue.List list => list.Items.SelectMany(item => SecretTexts(item, isSecret)),
        PropertyValue.Map map => SecretTexts(map.Properties, isSecret),
        _ => [],
    };

    /// <summary>A number as .NET and as JSON write it.</summary>
    private static IEnumerable<string> NumberForms(double number)
    {
        var text = number.ToString(CultureInfo.InvariantCulture);
        var json = double.IsFinite(number) ? FieldJson.ToJson(number)!.ToJsonString() : text;
        return [text, text.ToLowerInvariant(), json];
    }

    private static IEnumerable<string> SecretTexts(PropertyMap map, bool isSecret) =>
        map.Values.SelectMany(value => SecretTexts(value, isSecret));
}
