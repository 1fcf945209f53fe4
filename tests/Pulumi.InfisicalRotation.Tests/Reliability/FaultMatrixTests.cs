using Pulumi.InfisicalRotation.Tests.Conventions;
using Tooling;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>Every fault with every operation. The outcome is also the document <c>docs/reliability.md</c>.</summary>
public sealed class FaultMatrixTests
{
    private const string Document = "docs/reliability.md";

    /// <summary>If it is set, the document is written and not compared.</summary>
    private const string WriteVariable = "INFISICAL_ROTATION_WRITE_RELIABILITY";

    public static TheoryData<string> Operations => [.. MatrixOperation.All.Select(operation => operation.Name)];

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task Nothing_lives_that_nobody_knows(string operation)
    {
        var table = await FaultMatrix.Table(Named(operation));

        Assert.All(table.Rows, row => Assert.True(
            row.Cell.Unknown.IsEmpty,
            $"{row.Fault.Name}: {string.Join(", ", row.Cell.Unknown)}\n{row.Cell.Faulty.Said}"));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public async Task The_next_runs_end_well(string operation)
    {
        var table = await FaultMatrix.Table(Named(operation));

        Assert.All(table.Rows, row => Assert.True(
            row.Cell.Faults.IsEmpty, $"{row.Fault.Name}:\n{string.Join("\n", row.Cell.Faults)}"));
    }

    [Fact]
    public async Task The_committed_document_is_that_of_this_run()
    {
        var tables = await Task.WhenAll(MatrixOperation.All.Select(FaultMatrix.Table));
        var written = MatrixDocument.Of([.. tables]);
        if (Environment.GetEnvironmentVariable(WriteVariable) is { Length: > 0 })
        {
            await File.WriteAllTextAsync(Repository.At(Document), written, TestContext.Current.CancellationToken);
        }

        Assert.True(
            WorkTree.Read(Document) == written, $"{Document} is stale; run: dotnet run build.cs reliability");
    }

    private static MatrixOperation Named(string name) => MatrixOperation.All.Single(operation => operation.Name == name);
}
