using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>Reads the JSON of a response into typed records, without a tree of all of it.</summary>
internal static class JsonBody
{
    // A rotation has some KiB. The tree of its parameters takes many times as much.
    private const long MaxItemBytes = 256 * 1024;

    /// <summary>The whole body in a JSON form; null where it is the text <c>null</c>.</summary>
    /// <exception cref="JsonException">The body has another form.</exception>
    public static T? Read<T>(ReadOnlySequence<byte> body, JsonTypeInfo<T> shape)
        where T : class
    {
        var reader = new Utf8JsonReader(body);
        var value = JsonSerializer.Deserialize(ref reader, shape);

        // Fails if something follows.
        reader.Read();
        return value;
    }

    /// <summary>
    /// The items of the list that is one member of the body. An item that can't be read is left out, so that one of
    /// them can't hide the others. Null where there is no list, or none of its items can be read.
    /// </summary>
    /// <param name="body">The body.</param>
    /// <param name="name">The name of the list.</param>
    /// <param name="shape">The JSON form of an item.</param>
    /// <param name="take">Takes the result from an item; null where the item can't be used.</param>
    /// <param name="maxItems">The greatest number of items.</param>
    /// <exception cref="JsonException">The body is not JSON.</exception>
    /// <exception cref="AnswerTooLargeException">There are more items.</exception>
    public static List<T>? ReadList<TWire, T>(
        ReadOnlySequence<byte> body,
        ReadOnlySpan<byte> name,
        JsonTypeInfo<TWire> shape,
        Func<TWire, T?> take,
        int maxItems)
        where TWire : class
        where T : class
    {
        var reader = new Utf8JsonReader(body);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        List<T>? items = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isList = reader.ValueTextEquals(name);
            reader.Read();
            if (isList && reader.TokenType == JsonTokenType.StartArray && items is null)
            {
                items = Items(ref reader, shape, take, maxItems);
            }
            else if (isList)
            {
                return null;
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Read();
        return items;
    }

    private static List<T>? Items<TWire, T>(
        ref Utf8JsonReader reader, JsonTypeInfo<TWire> shape, Func<TWire, T?> take, int maxItems)
        where TWire : class
        where T : class
    {
        var items = new List<T>();
        var count = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (++count > maxItems)
            {
                throw new AnswerTooLargeException();
            }

            var item = reader;
            reader.Skip();
            if (reader.BytesConsumed - item.BytesConsumed <= MaxItemBytes && Item(item, shape, take) is { } result)
            {
                items.Add(result);
            }
        }

        return items.Count > 0 || count == 0 ? items : null;
    }

    // Some texts are decoded only when they are taken, and one half of a pair of surrogates can't be.
    private static T? Item<TWire, T>(Utf8JsonReader reader, JsonTypeInfo<TWire> shape, Func<TWire, T?> take)
        where TWire : class
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(ref reader, shape) is { } wire ? take(wire) : null;
        }
        catch (Exception fault)
            when (fault is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            return null;
        }
    }
}
