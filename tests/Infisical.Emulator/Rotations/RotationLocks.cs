namespace Infisical.Emulator;

/// <summary>Which rotations are running.</summary>
internal sealed class RotationLocks
{
    private readonly Lock gate = new();
    private readonly HashSet<string> held = [];

    public bool IsHeld(string rotationId)
    {
        lock (gate)
        {
            return held.Contains(rotationId);
        }
    }

    public bool TryTake(string rotationId)
    {
        lock (gate)
        {
            return held.Add(rotationId);
        }
    }

    public void Release(string rotationId)
    {
        lock (gate)
        {
            held.Remove(rotationId);
        }
    }
}
