namespace Infisical.Emulator;

/// <summary>A copy of the database.</summary>
public sealed class WorldBackup
{
    internal WorldBackup(WorldState state) => State = state;

    internal WorldState State { get; }
}
