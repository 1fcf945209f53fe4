using System.Collections;
using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace TestEngine.Language;

/// <summary>YAML as plain objects, with the kinds that YAML gives to plain words: null, booleans and numbers.</summary>
internal static class YamlTree
{
    private static readonly IReadOnlyDictionary<string, object?> None = new Dictionary<string, object?>();

    public static IReadOnlyDictionary<string, object?> Parse(string yaml)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException error)
        {
            throw new ProgramException($"Line {error.Start.Line}: {error.Message}", error);
        }

        return stream.Documents.Count == 0 ? None : AsMap(ToObject(stream.Documents[0].RootNode));
    }

    public static IReadOnlyDictionary<string, object?> AsMap(object? node) => node switch
    {
        null => None,
        IReadOnlyDictionary<string, object?> map => map,
        IDictionary map => map.Keys.Cast<string>().ToDictionary(key => key, key => map[key]),
        _ => throw new ProgramException($"\"{node}\" should be a map."),
    };

    private static object? ToObject(YamlNode node) => node switch
    {
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode plain => ToScalar(plain.Value ?? ""),
        YamlSequenceNode list => list.Children.Select(ToObject).ToList(),
        YamlMappingNode map => map.Children.ToDictionary(entry => ((YamlScalarNode)entry.Key).Value!, entry => ToObject(entry.Value)),
        _ => throw new ProgramException($"Line {node.Start.Line}: only maps, lists and plain values are read."),
    };

    private static object? ToScalar(string word) => word switch
    {
        "" or "~" or "null" => null,
        "true" => true,
        "false" => false,
        _ when double.TryParse(word, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => word,
    };
}
