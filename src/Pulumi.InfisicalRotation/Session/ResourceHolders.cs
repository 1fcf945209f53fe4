namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// Which resources of the run hold which object in the state. Nothing prevents two resources from holding one (an
/// import, an adoption), and a deletion of one must not delete that of the other.
/// <para>
/// The engine reads a resource with an alias under its old URN. Its new URN first appears in a Check and a Diff, and a
/// deletion comes under the old URN (replacement) or the new one (destroy of a program). Both URNs are one holder.
/// </para>
/// </summary>
internal sealed class ResourceHolders
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, Holding>> _holdings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _declared = new(StringComparer.Ordinal);

    /// <summary>Call for a resource that was in the state when the run began.</summary>
    public void RecordStored(string id, string urn)
    {
        lock (_gate)
        {
            Of(id, urn).IsStored = true;
        }
    }

    /// <summary>Call for a resource that created, adopted or imported the object in this run.</summary>
    public void RecordNew(string id, string urn)
    {
        lock (_gate)
        {
            var holding = Of(id, urn);

            // A replacement that adopted its predecessor: the state has both under one URN.
            holding.HasPredecessor |= holding is { IsNew: false, IsReplaced: true };
            holding.IsNew = true;
        }
    }

    /// <summary>
    /// Call for a resource that adopted an existing object in this run. If the engine then deletes it under the same
    /// URN, that is the old entry of a replacement, which not every run has read before.
    /// </summary>
    public void RecordAdopted(string id, string urn)
    {
        lock (_gate)
        {
            var holding = Of(id, urn);
            (holding.IsNew, holding.HasPredecessor) = (true, true);
        }
    }

    /// <summary>Call for a Diff, which the engine sends for resources of the program (and after a read).</summary>
    public void RecordDeclared(string id, string urn)
    {
        lock (_gate)
        {
            Of(id, urn).IsDeclared = true;
        }
    }

    /// <summary>Call for a Check: the URN is one of the program, so it is not an old name of another resource.</summary>
    /// <param name="replacedId">The object that the resource gives up, because it is being replaced.</param>
    public void RecordChecked(string urn, string? replacedId)
    {
        lock (_gate)
        {
            _declared.Add(urn);
            if (replacedId is not null && Find(replacedId)?.GetValueOrDefault(urn) is { } holding)
            {
                holding.IsReplaced = true;
            }
        }
    }

    /// <summary>The object no longer exists: no resource holds it.</summary>
    public void RecordGone(string id)
    {
        lock (_gate)
        {
            _holdings.Remove(id);
        }
    }

    /// <summary>
    /// The resource gives up the object. Of several resources that are deleted at the same time, only the last one
    /// gets null.
    /// </summary>
    /// <returns>The URN of a resource that still holds it; null if the object can be deleted.</returns>
    public string? Release(string id, string urn)
    {
        lock (_gate)
        {
            if (Find(id) is not { } holdings)
            {
                return null;
            }

            var own = holdings.GetValueOrDefault(urn);
            if (own is { HasPredecessor: true })
            {
                (own.HasPredecessor, own.IsStored) = (false, false);
                return urn;
            }

            holdings.Remove(urn);
            if (own is not ({ IsStored: true } or { IsNew: true }) && OldNameIn(holdings) is { } oldName)
            {
                holdings.Remove(oldName);
            }

            return holdings.Where(pair => pair.Value.IsHeld)
                .OrderByDescending(pair => pair.Value.IsNew)
                .ThenByDescending(pair => _declared.Contains(pair.Key))
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .FirstOrDefault().Key;
        }
    }

    /// <summary>
    /// A resource that was never read under its own URN was read under an old one, which the program does not have.
    /// </summary>
    private string? OldNameIn(Dictionary<string, Holding> holdings) => holdings
        .Where(pair => pair.Value is { IsStored: true, IsNew: false } && !_declared.Contains(pair.Key))
        .Select(pair => pair.Key)
        .Order(StringComparer.Ordinal)
        .FirstOrDefault();

    private Dictionary<string, Holding>? Find(string id) => _holdings.GetValueOrDefault(id);

    private Holding Of(string id, string urn)
    {
        if (!_holdings.TryGetValue(id, out var holdings))
        {
            _holdings[id] = holdings = new Dictionary<string, Holding>(StringComparer.Ordinal);
        }

        if (!holdings.TryGetValue(urn, out var holding))
        {
            holdings[urn] = holding = new Holding();
        }

        return holding;
    }

    private sealed class Holding
    {
        public bool IsStored { get; set; }

        public bool IsNew { get; set; }

        public bool IsDeclared { get; set; }

        public bool IsReplaced { get; set; }

        public bool HasPredecessor { get; set; }

        /// <summary>An alias that is being replaced gives up the object; its old URN is deleted then.</summary>
        public bool IsHeld => IsStored || IsNew || !IsReplaced;
    }
}
