using System.Collections.Concurrent;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>
/// Which rotation makes room for its successor. The preview of a replacement asks for the creation alone, and says no word of the
/// rotation that is still there, with the name and the secrets that the new one takes over. But only what is there already is asked
/// for a diff before: a creation that follows one replaces.
/// </summary>
internal sealed class Replacements
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Remembers that this resource is a rotation already.</summary>
    public void Note(string urn, string id) => _known[urn] = id;

    /// <summary>Id of the rotation that goes before this resource is created; null where there is none.</summary>
    public string? Of(string urn) => _known.GetValueOrDefault(urn);
}
