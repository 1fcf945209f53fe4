namespace TestEngine.State;

/// <summary>The names by which an engine knows resources.</summary>
internal static class Urn
{
    public const string StackType = "pulumi:pulumi:Stack";

    /// <summary>The types of the parents go in front, the stack's own left out.</summary>
    public static string Of(string stack, string project, string parent, string type, string name)
    {
        var above = parent.Length == 0 ? "" : parent.Split("::")[2];
        var qualified = above is "" or StackType ? type : $"{above}${type}";
        return $"urn:pulumi:{stack}::{project}::{qualified}::{name}";
    }

    public static string PackageOf(string type) => type.Split(':')[0];
}
