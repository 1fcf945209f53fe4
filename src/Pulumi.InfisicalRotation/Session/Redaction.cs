using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What a user marked secret stands in no sentence, whoever wrote it: a name, a path or a project's id can be secret to a user and
/// is ordinary text to everybody else. So it is looked for in what leaves a call, in one place for all messages.
/// </summary>
internal static class Redaction
{
    /// <summary>Carries out a call about a resource; nothing that it says holds a secret of the maps.</summary>
    public static async Task<T> Keep<T>(CallContext context, ImmutableArray<PropertyMap?> maps, Func<CallContext, Task<T>> work)
    {
        var secrets = maps.SelectMany(map => map is null ? [] : Secrets(map)).ToImmutableHashSet(StringComparer.Ordinal);
        if (secrets.IsEmpty)
        {
            return await work(context);
        }

        try
        {
            return await work(context with { Log = (level, text) => context.Log(level, text.Without(secrets)) });
        }
        catch (RefusalException refusal)
        {
            throw new RefusalException(refusal.Kind, refusal.Message.Without(secrets), refusal.InnerException);
        }
        catch (PartialResultException partial)
        {
            throw new PartialResultException(
                partial.Id, partial.Outputs, partial.Inputs, [.. partial.Reasons.Select(reason => reason.Without(secrets))], partial.RefreshBeforeUpdate);
        }
    }

    /// <summary>Whether a text quotes a secret of the map.</summary>
    public static bool IsIn(string text, PropertyMap map) => text.Without(Secrets(map)) != text;

    /// <summary>Triggers are sent nowhere and stand in no message; often they are as short as "1".</summary>
    private static IEnumerable<string> Secrets(PropertyMap map) =>
        SecretTexts(map.Without(Envelope.RotateTriggers.Name), isSecret: false).SelectMany(Forms);

    /// <summary>A text as it was written, as it is sent, and as it stands in an address; of a folder also the one above it, which is looked into.</summary>
    private static IEnumerable<string> Forms(string text)
    {
        var path = TextFormats.Normal(TextFormat.FolderPath, text);
        var above = path.StartsWith('/') ? path[..path.LastIndexOf('/')] : "";
        return new[] { text, path, text.ToLowerInvariant(), Uri.EscapeDataString(path), above }.Where(form => form.Length > 0);
    }

    private static IEnumerable<string> SecretTexts(PropertyValue value, bool isSecret) => value switch
    {
        PropertyValue.Text { Value: var text } when isSecret && text.Trim().Length > 0 => [text.Trim()],
        PropertyValue.Secret secret => SecretTexts(secret.Value, isSecret: true),
        PropertyValue.Output { Value: { } inner } output => SecretTexts(inner, isSecret || output.IsSecret),
        PropertyValue.List list => list.Items.SelectMany(item => SecretTexts(item, isSecret)),
        PropertyValue.Map map => SecretTexts(map.Properties, isSecret),
        _ => [],
    };

    private static IEnumerable<string> SecretTexts(PropertyMap map, bool isSecret) => map.Values.SelectMany(value => SecretTexts(value, isSecret));
}
