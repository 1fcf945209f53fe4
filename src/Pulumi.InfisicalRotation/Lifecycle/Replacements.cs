using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Which rotation is about to make room for its successor. The preview of a replacement asks for the creation alone, and says no word
/// of the rotation that is still there, with the name and the secrets that the new one takes over.
/// </summary>
internal sealed class Replacements
{
    private readonly ConcurrentDictionary<string, string> _replaced = new(StringComparer.Ordinal);

    /// <summary>Remembers what the last diff of this resource came to.</summary>
    public void Note(string urn, string id, bool isReplaced)
    {
        if (isReplaced)
        {
            _replaced[urn] = id;
        }
        else
        {
            _replaced.TryRemove(urn, out _);
        }
    }

    /// <summary>Id of the rotation that goes before this resource is created; null where there is none.</summary>
    public string? Of(string urn) => _replaced.GetValueOrDefault(urn);
}
