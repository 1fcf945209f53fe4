using System.Diagnostics.CodeAnalysis;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Keeps equal texts of a list once. All rotations of a project have its id, and most of them the same connection,
/// folder and type. Not thread-safe.
/// </summary>
internal sealed class TextPool
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);

    /// <summary>The first text that was equal to this one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public string? Shared(string? text)
    {
        if (text is null || _texts.Add(text))
        {
            return text;
        }

        return _texts.TryGetValue(text, out var shared) ? shared : text;
    }
}
