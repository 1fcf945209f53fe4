namespace Infisical.Emulator;

/// <summary>A read replica that is behind: what a GET sees. Off until one of its switches is used.</summary>
public sealed class ReadLag
{
    private const int Kept = 64;

    private readonly Lock gate = new();
    private readonly List<WorldState> earlier = [];
    private bool frozen;
    private WorldState? seenWhileFrozen;
    private int readsLeft;
    private WorldState? seenBeforeWrite;

    /// <summary>GETs see the state this many writes ago.</summary>
    public int Writes { get; set; }

    /// <summary>After each write, this many GETs still see the state before it.</summary>
    public int Reads { get; set; }

    /// <summary>From now on GETs see the present state, whatever is written.</summary>
    public void Freeze()
    {
        lock (gate)
        {
            frozen = true;
            seenWhileFrozen = null;
        }
    }

    /// <summary>The replica catches up.</summary>
    public void Release()
    {
        lock (gate)
        {
            frozen = false;
            seenWhileFrozen = null;
            readsLeft = 0;
        }
    }

    internal WorldState See(WorldState current)
    {
        lock (gate)
        {
            if (frozen)
            {
                return seenWhileFrozen ??= current;
            }

            if (readsLeft > 0)
            {
                readsLeft--;
                return seenBeforeWrite ?? current;
            }

            return Writes > 0 && earlier.Count > 0 ? earlier[Math.Max(0, earlier.Count - Writes)] : current;
        }
    }

    internal void Written(WorldState before)
    {
        lock (gate)
        {
            if (frozen)
            {
                seenWhileFrozen ??= before;
            }

            if (Reads > 0)
            {
                seenBeforeWrite = readsLeft > 0 ? seenBeforeWrite : before;
                readsLeft = Reads;
            }

            earlier.Add(before);
            if (earlier.Count > Kept)
            {
                earlier.RemoveAt(0);
            }
        }
    }
}
