namespace Infisical.Emulator;

/// <summary>A read replica that is behind: what a GET sees. Off until one of its switches is used.</summary>
public sealed class ReadLag
{
    private const int Kept = 64;

    private readonly Lock _gate = new();
    private readonly List<WorldState> _earlier = [];
    private bool _frozen;
    private WorldState? _seenWhileFrozen;
    private int _readsLeft;
    private WorldState? _seenBeforeWrite;

    /// <summary>GETs see the state this many writes ago.</summary>
    public int Writes { get; set; }

    /// <summary>After each write, this many GETs still see the state before it.</summary>
    public int Reads { get; set; }

    /// <summary>From now on GETs see the present state, whatever is written.</summary>
    public void Freeze()
    {
        lock (_gate)
        {
            _frozen = true;
            _seenWhileFrozen = null;
        }
    }

    /// <summary>The replica catches up.</summary>
    public void Release()
    {
        lock (_gate)
        {
            _frozen = false;
            _seenWhileFrozen = null;
            _readsLeft = 0;
        }
    }

    internal WorldState See(WorldState current)
    {
        lock (_gate)
        {
            if (_frozen)
            {
                return _seenWhileFrozen ??= current;
            }

            if (_readsLeft > 0)
            {
                _readsLeft--;
                return _seenBeforeWrite ?? current;
            }

            return Writes > 0 && _earlier.Count > 0 ? _earlier[Math.Max(0, _earlier.Count - Writes)] : current;
        }
    }

    internal void Written(WorldState before)
    {
        lock (_gate)
        {
            if (_frozen)
            {
                _seenWhileFrozen ??= before;
            }

            if (Reads > 0)
            {
                _seenBeforeWrite = _readsLeft > 0 ? _seenBeforeWrite : before;
                _readsLeft = Reads;
            }

            _earlier.Add(before);
            if (_earlier.Count > Kept)
            {
                _earlier.RemoveAt(0);
            }
        }
    }
}
