namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

internal static class ProgramText
{
    /// <summary>The program with one text put in the place of another that must be there.</summary>
    public static string With(this string program, string old, string now)
    {
        Assert.Contains(old, program, StringComparison.Ordinal);
        return program.Replace(old, now, StringComparison.Ordinal);
    }
}
