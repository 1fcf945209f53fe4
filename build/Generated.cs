namespace Build;

/// <summary>Files that are made from others: written by <c>generate</c>, compared by <c>test</c>.</summary>
internal static class Generated
{
    internal static async Task RewriteAsync(CancellationToken cancellation)
    {
        await Shell.RunAsync("dotnet", ["build", Repository.ProviderProject, "-nologo", "-v:minimal", "-clp:NoSummary"], cancellation);
        await Snippets.RewriteAsync(cancellation);
    }

    internal static async Task CheckAsync(CancellationToken cancellation)
    {
        if (await Snippets.OutdatedAsync(cancellation) is [_, ..] outdated)
        {
            throw new StepFailedException($"Out of date: {string.Join(", ", outdated)}. Run `dotnet run build.cs generate`.");
        }
    }
}
