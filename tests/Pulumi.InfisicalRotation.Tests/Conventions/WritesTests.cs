using System.Text.RegularExpressions;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Conventions;

/// <summary>
/// A request that changes something is sent only from operations that handle every exception behind it;
/// <c>ExceptionAfterWriteTests</c> tests each of them.
/// </summary>
public sealed partial class WritesTests
{
    private const string Source = "src/Pulumi.InfisicalRotation/";
    private const string Client = $"{Source}Api/InfisicalClient.cs";

    private static readonly string[] Guarded =
    [
        "Connections/CreateConnection.cs",
        "Connections/DeleteConnection.cs",
        "Connections/UpdateConnection.cs",
        "Rotations/Create/AbandonedCreate.cs",
        "Rotations/Create/CreateOperation.cs",
        "Rotations/Delete/DeleteOperation.cs",
        "Rotations/Update/RotateOnce.cs",
        "Rotations/Update/UpdateOperation.cs",
    ];

    // Tests a credential and changes nothing, although it is a POST.
    private const string Check = "RotationRoutes.CheckCredentials(";

    /// <summary>The routes of the client that change something, and the methods that use them.</summary>
    private static IEnumerable<string> WriteMethods
    {
        get
        {
            var client = WorkTree.Read(Client);
            var routes = WorkTree.Files("src", "*Routes.cs")
                .Where(path => !path.Contains("/Login/", StringComparison.Ordinal))
                .SelectMany(path => Route().Matches(WorkTree.Read(path)).Select(match => (
                    Call: $"{Path.GetFileNameWithoutExtension(path)}.{match.Groups["name"].Value}(",
                    Verb: match.Groups["verb"].Value)))
                .Where(route => route.Verb != "Get" && route.Call != Check);
            return routes.Select(route => Method().Matches(client)
                .Last(match => match.Index < client.IndexOf(route.Call, StringComparison.Ordinal)).Groups["name"].Value);
        }
    }

    [Fact]
    public void The_client_has_these_methods_that_change_something() => Assert.Equal(
        [
            "CreateConnectionAsync", "CreateRotationAsync", "DeleteConnectionAsync", "DeleteRotationAsync",
            "MoveRotationAsync", "RotateSecretsAsync", "UpdateConnectionAsync", "UpdateRotationAsync",
        ],
        WriteMethods.Order(StringComparer.Ordinal));

    [Fact]
    public void A_change_is_sent_only_from_an_operation_that_handles_every_exception()
    {
        var callers = WorkTree.Files("src", "*.cs")
            .Where(path => path != Client)
            .Where(path => WriteMethods.Any(
                method => WorkTree.Read(path).Contains($".{method}(", StringComparison.Ordinal)));

        Assert.Equal(Guarded, callers.Select(path => path[Source.Length..]).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"public static ApiRequest (?<name>\w+)\((?:(?! static )[\s\S])*?HttpMethod\.(?<verb>\w+)")]
    private static partial Regex Route();

    [GeneratedRegex(@"public (?:async )?Task(?:<[\w<>?]+>)? (?<name>\w+)\(")]
    private static partial Regex Method();
}
