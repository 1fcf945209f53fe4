namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Cases of which CI plays some; <c>dotnet run build.cs endtoend</c> plays all of them.</summary>
internal static class Sample
{
    /// <summary>All cases, of which those that are not named are left to the verb.</summary>
    /// <param name="all">Every case.</param>
    /// <param name="inCi">The cases that CI plays too.</param>
    public static TheoryData<string> Of(IReadOnlyCollection<string> all, params string[] inCi)
    {
        Assert.All(inCi, name => Assert.Contains(name, all));
        return [.. all.Select(name => new TheoryDataRow<string>(name) { Explicit = !inCi.Contains(name) })];
    }
}
