namespace Infisical.Emulator;

/// <summary>Which rotations are running.</summary>
internal sealed class RotationLocks
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _held = [];

    public bool IsHeld(string rotationId)
    {
        lock (_gate)
        {
            return _held.Contains(rotationId);
        }
    }

    public bool TryTake(string rotationId)
    {
        lock (_gate)
        {
            return _held.Add(rotationId);
        }
    }

    public void Release(string rotationId)
    {
        lock (_gate)
        {
            _held.Remove(rotationId);
        }
    }
}
