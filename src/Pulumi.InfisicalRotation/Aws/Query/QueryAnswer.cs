using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>A response of AWS, as XML without its namespace.</summary>
internal sealed class QueryAnswer
{
    /// <summary>A page of AWS has at most some hundred KiB.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private readonly XElement _element;

    private QueryAnswer(XElement element) => _element = element;

    /// <summary>Reads a response; null if it is not XML. A document type is refused: it could name files.</summary>
    public static QueryAnswer? Read(Stream body)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = MaxLength,
        };
        try
        {
            using var reader = XmlReader.Create(body, settings);
            return XDocument.Load(reader).Root is { } root ? new QueryAnswer(root) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The part of the name below this one, or null.</summary>
    public QueryAnswer? Part(string name) =>
        _element.Elements().FirstOrDefault(child => child.Name.LocalName == name) is { } child
            ? new QueryAnswer(child)
            : null;

    /// <summary>The members of a list; none if it is absent.</summary>
    public IEnumerable<QueryAnswer> Members(string list) =>
        Part(list)?._element.Elements()
            .Where(child => child.Name.LocalName == "member")
            .Select(child => new QueryAnswer(child)) ?? [];

    /// <summary>The text of a part; null if it is absent or empty.</summary>
    public string? Text(string name) => Part(name)?.Value is { Length: > 0 } text ? text : null;

    public string Value => _element.Value.Trim();

    public DateTimeOffset? Time(string name) =>
        DateTimeOffset.TryParse(
            Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : null;
}
