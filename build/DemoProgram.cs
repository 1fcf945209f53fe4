namespace Build;

/// <summary>The root Pulumi.yaml in a folder of its own, and the changes that the demo makes to it.</summary>
internal sealed class DemoProgram(string folder, string provider)
{
    private const string Interval = "      rotationInterval: 30\n";

    private string _text = Changed(File.ReadAllText(Repository.At("Pulumi.yaml")), "path: bin", $"path: {provider}");

    internal string Folder { get; } = folder;

    internal void Write() => File.WriteAllText(Path.Combine(Folder, "Pulumi.yaml"), _text);

    internal void SetUser(string from, string to) => Change($"default: {from}", $"default: {to}");

    /// <summary>Adds an input to the rotation.</summary>
    internal void AddInput(string line) => Change(Interval, $"{Interval}      {line}\n");

    private void Change(string old, string now)
    {
        _text = Changed(_text, old, now);
        Write();
    }

    private static string Changed(string text, string old, string now) => text.Contains(old, StringComparison.Ordinal)
        ? text.Replace(old, now, StringComparison.Ordinal)
        : throw new StepFailedException($"The demo cannot change Pulumi.yaml, because it does not contain \"{old.Trim()}\".");
}
