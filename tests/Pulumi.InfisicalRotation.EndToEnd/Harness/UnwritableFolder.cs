namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>
/// Puts a file in the place of a folder until it is disposed of. Missing permissions would not do: they do not bind root.
/// </summary>
internal sealed class UnwritableFolder : IDisposable
{
    private readonly string _folder;

    public UnwritableFolder(string folder)
    {
        _folder = folder;
        Directory.Move(folder, Aside);
        File.WriteAllText(folder, "");
    }

    private string Aside => _folder + ".aside";

    public void Dispose()
    {
        File.Delete(_folder);
        Directory.Move(Aside, _folder);
    }
}
