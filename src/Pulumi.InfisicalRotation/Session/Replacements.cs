using System.Collections.Concurrent;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Which rotation makes room for its successor. The preview of a replacement asks for the creation alone, and says no word of the
/// rotation that is still there, with the name and the secrets that the new one takes over. But only what is there already is asked
/// for a diff before: a creation that follows one replaces.
/// </summary>
internal sealed class Replacements
{
    private readonly ConcurrentDictionary<string, Predecessor> _known = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _removed = new(StringComparer.Ordinal);

    /// <summary>Remembers that this resource is a rotation already.</summary>
    public void Note(string urn, Predecessor rotation) => _known[urn] = rotation;

    /// <summary>Remembers that this rotation was removed; the engine can also keep one, and then says nothing of it.</summary>
    public void NoteRemoved(string id) => _removed[id] = true;

    public bool IsRemoved(Predecessor rotation) => _removed.ContainsKey(rotation.Id);

    /// <summary>The rotation that goes before this resource is created; null where there is none.</summary>
    public Predecessor? Of(string urn) => _known.GetValueOrDefault(urn);
}

/// <summary>A rotation that makes room for its successor.</summary>
/// <param name="Id">Its id.</param>
/// <param name="KeepsSecrets">Its secrets stay when it goes: their names are not free.</param>
/// <param name="KeepsCredentials">Its credentials stay alive when it goes.</param>
/// <param name="Inputs">Its inputs.</param>
internal sealed record Predecessor(string Id, bool KeepsSecrets, bool KeepsCredentials, PropertyMap Inputs);
