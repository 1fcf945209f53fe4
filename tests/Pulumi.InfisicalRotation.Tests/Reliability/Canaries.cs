using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Infisical.Emulator;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Secrets that nothing may show, and servers and proxies that quote them in whatever they answer.</summary>
internal sealed class Canaries(IEnumerable<string> values)
{
    // A shorter one may be a part of an ordinary word.
    private const int Shortest = 8;

    private readonly ImmutableArray<string> _values =
        [.. values.Where(value => value.Length >= Shortest).Distinct(StringComparer.Ordinal)];

    /// <summary>Everything that can come back from a server, each with the canaries in some form.</summary>
    public IEnumerable<Fault> Leaks
    {
        get
        {
            var text = $"quoted: {string.Join(' ', Forms)}";
            int[] statuses = [400, 403, 404, 422, 429, 500];
            return
            [
                .. statuses.Select(status => Fault.Error(status, NameOf(status), text)),
                Fault.Error(400, text, "a name"),
                Fault.Answer(502, $"<html><head><title>{text}</title></head></html>"),
                Fault.Answer(503, text),
                Fault.Answer(200, text),
                Fault.Answer(200, $$"""{"secretRotation":{"id":{{JsonSerializer.Serialize(text)}} } }"""),
                Fault.Answer(200, text) with { AfterHandling = true },
                Fault.CutBeforeHandling,
                Fault.CutOffBody,
            ];
        }
    }

    private IEnumerable<string> Forms => _values.SelectMany(FormsOf).Distinct(StringComparer.Ordinal);

    /// <summary>The canaries that stand in one of the texts, each with the text.</summary>
    public ImmutableArray<string> In(IEnumerable<string> texts) =>
    [
        .. from text in texts
           from form in Forms
           where text.Contains(form, StringComparison.Ordinal)
           select $"{form} in: {text}",
    ];

    /// <summary>The canaries that stand in values without a secret mark, each with the path.</summary>
    public ImmutableArray<string> OpenIn(PropertyMap map) =>
        [.. Open("", new PropertyValue.Map(map)).Where(found => In([found.Text]) is [_, ..]).Select(found => $"{found.Text} at {found.Path}")];

    private static string NameOf(int status) => status switch
    {
        401 => "UnauthorizedError",
        403 => "PermissionDenied",
        404 => "NotFound",
        500 => "InternalServerError",
        _ => "BadRequest",
    };

    private static IEnumerable<string> FormsOf(string value) =>
        [value, JsonEncodedText.Encode(value).ToString(), Uri.EscapeDataString(value), WebUtility.HtmlEncode(value)];

    private static IEnumerable<(string Path, string Text)> Open(string path, PropertyValue value) => value switch
    {
        PropertyValue.Text text => [(path, text.Value)],
        PropertyValue.Map map => map.Properties.SelectMany(pair => Open($"{path}.{pair.Key}", pair.Value).Prepend((path, pair.Key))),
        PropertyValue.List list => list.Items.SelectMany((item, index) => Open($"{path}[{index}]", item)),
        _ => [],
    };
}
