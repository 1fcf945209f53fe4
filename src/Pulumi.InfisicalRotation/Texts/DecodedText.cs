namespace Pulumi.InfisicalRotation.Texts;

/// <summary>A text after escapes were decoded, and where each of its characters comes from.</summary>
/// <param name="Text">The decoded text. A plus is a space, as in a form.</param>
/// <param name="Origins">For each character its index in the original, and at the end that one's length.</param>
internal sealed record DecodedText(string Text, IReadOnlyList<int> Origins)
{
    // JSON in JSON in a URL, with invisible characters inside.
    private const int MaxDepth = 4;

    // Limits of time and memory only: a text without nested escapes has one or two layers.
    private const int MaxLayers = 24;
    private const int MaxLetters = 1_000_000;

    /// <summary>
    /// The text itself, then after each series of decodings that changes it. Each kind of escape is decoded alone: a
    /// per cent sign in a JSON string can belong to the string. To clean a text is one of the decodings, because a
    /// terminal shows it so.
    /// </summary>
    public static IReadOnlyList<DecodedText> Layers(string text)
    {
        List<DecodedText> layers = [new(Spaced(text), [.. Enumerable.Range(0, text.Length + 1)])];
        HashSet<string> known = new(StringComparer.Ordinal) { layers[0].Text };
        var letters = text.Length;
        for (int depth = 0, first = 0; depth < MaxDepth; depth++)
        {
            var last = layers.Count;
            foreach (var next in layers[first..last].SelectMany(layer => layer.Decoded()))
            {
                if (layers.Count < MaxLayers && letters < MaxLetters && known.Add(next.Text))
                {
                    layers.Add(next);
                    letters += next.Text.Length;
                }
            }

            first = last;
        }

        return layers;
    }

    /// <summary>The forms in which the layers contain a secret.</summary>
    public static IEnumerable<string> Needles(string secret) =>
        [Spaced(secret), CleanText.Of(Spaced(secret)).Text];

    private IEnumerable<DecodedText> Decoded()
    {
        var clean = CleanText.Of(Text);
        yield return From(clean.Text, clean.Origins);
        foreach (var kind in Escapes.Kinds)
        {
            if (Escapes.Decode(Text, kind) is var (decoded, origins))
            {
                yield return From(decoded, origins);
            }
        }
    }

    private DecodedText From(string text, IReadOnlyList<int> origins) =>
        new(Spaced(text), [.. origins.Select(origin => Origins[origin])]);

    private static string Spaced(string text) => text.Replace('+', ' ');
}
