using System.Text;
using System.Xml;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Aws.Query;

/// <summary>A response of AWS, or a part of it: an XML element without its namespace and attributes.</summary>
internal sealed class QueryAnswer
{
    /// <summary>A page of AWS has at most some hundred KiB.</summary>
    public const int MaxLength = 4 * 1024 * 1024;

    private static readonly XmlDictionaryReaderQuotas Quotas = new()
    {
        MaxDepth = 64,
        MaxArrayLength = MaxLength,
        MaxStringContentLength = MaxLength,
    };

    private readonly string _name;
    private readonly List<QueryAnswer> _parts = [];
    private readonly StringBuilder _text = new();

    private QueryAnswer(string name) => _name = name;

    public string Value => _text.ToString().Trim();

    /// <summary>Reads a response; null if it is not XML. A document type is refused: it could name files.</summary>
    public static QueryAnswer? Read(Stream body)
    {
        try
        {
            using var reader = XmlDictionaryReader.CreateTextReader(body, Quotas);
            return Read(reader);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>The part of the name below this one, or null.</summary>
    public QueryAnswer? Part(string name) => _parts.Find(part => part._name == name);

    /// <summary>The members of a list; none if it is absent.</summary>
    public IEnumerable<QueryAnswer> Members(string list) =>
        Part(list)?._parts.Where(part => part._name == "member") ?? [];

    /// <summary>The text of a part; null if it is absent or empty.</summary>
    public string? Text(string name) => Part(name)?.Value is { Length: > 0 } text ? text : null;

    public DateTimeOffset? Time(string name) => UtcTime.Parse(Text(name));

    // A tree of System.Xml.Linq would do the same and adds half a megabyte to the executable; the usual reader adds a
    // parser of document types.
    private static QueryAnswer? Read(XmlReader reader)
    {
        QueryAnswer? root = null;
        var open = new Stack<QueryAnswer>();
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    var part = new QueryAnswer(reader.LocalName);
                    root ??= part;
                    if (open.TryPeek(out var parent))
                    {
                        parent._parts.Add(part);
                    }

                    if (!reader.IsEmptyElement)
                    {
                        open.Push(part);
                    }

                    break;
                case XmlNodeType.EndElement:
                    open.Pop();
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    open.Peek()._text.Append(reader.Value);
                    break;
                default:
                    break;
            }
        }

        return root;
    }
}
