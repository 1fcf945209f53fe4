using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Texts;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>One answer of a server to one request of the client.</summary>
internal static class AnswerPlay
{
    private const string Type = Clients.Type;
    private const string Id = Answers.RotationId;

    public static readonly ImmutableArray<(string Name, Func<InfisicalClient, CancellationToken, Task<object?>> Send)>
        Requests =
    [
        ("create", async (client, stop) => await client.CreateRotationAsync(Type, Clients.Body, stop)),
        ("update", async (client, stop) => await client.UpdateRotationAsync(Type, Id, [], stop)),
        ("rotate", async (client, stop) => await client.RotateSecretsAsync(Type, Id, stop)),
        ("get", async (client, stop) => await client.GetRotationAsync(Type, Id, stop)),
        ("delete", async (client, stop) => await client.DeleteRotationAsync(Type, Id, true, true, stop)),
        ("list", async (client, stop) => await client.ListRotationsAsync("p1", stop)),
        ("available", async (client, stop) => await client.ListAvailableConnectionsAsync("aws", "p1", stop)),
        ("connections", async (client, stop) => await client.ListAppConnectionsAsync("aws", "p1", stop)),
        ("connection", async (client, stop) => await client.FindConnectionByNameAsync("aws", "p1", "aws-main", stop)),
        ("new connection", async (client, stop) => await client.CreateConnectionAsync("aws", "aws-main", [], [], stop)),
        ("folders", async (client, stop) => await client.ListFoldersAsync("p1", "dev", "/", stop)),
        ("secrets", async (client, stop) => await client.ListSecretNamesAsync("p1", "dev", "/", stop)),
        ("secret", async (client, stop) => await client.FindSecretNameAsync("p1", "dev", "/", "CI_KEY_ID", stop)),
        ("login", async (client, stop) => await client.ListRotationsAsync("p1", stop)),
    ];

    /// <summary>Fails where the answer is neither read nor one kind of failure that is safe to print.</summary>
    /// <param name="request">Index of the request that gets the answer.</param>
    public static async Task RunAsync(int request, InventedAnswer answer, CancellationToken stop)
    {
        var (name, send) = Requests[request];
        using var server = new StubServer(arrived => arrived.IsLogin == (name == "login")
            ? answer.Message()
            : arrived.IsLogin ? Answers.Login(InventedAnswers.Canaries[1]) : Answers.NoRotations());
        using var client = Clients.For(server);
        try
        {
            Assert.All(RotationsIn(await send(client, stop)), IsUsable);
        }
        catch (ApiException failure)
        {
            // The access token is known after the login only.
            IsSafe(failure, name == "login" ? [Clients.Secret] : InventedAnswers.Canaries);
        }
    }

    private static IEnumerable<Rotation> RotationsIn(object? value) => value switch
    {
        Rotation rotation => [rotation],
        IEnumerable<Rotation> rotations => rotations,
        _ => [],
    };

    private static void IsUsable(Rotation rotation)
    {
        Assert.Equal(rotation.Id, Guid.ParseExact(rotation.Id, "D").ToString(), ignoreCase: true);
        Assert.All(InventedAnswers.Canaries, canary =>
            Assert.DoesNotContain(canary, rotation.LastRotationMessage ?? "", StringComparison.Ordinal));
    }

    private static void IsSafe(ApiException failure, ImmutableArray<string> canaries)
    {
        Assert.InRange(failure.Message.Length, 20, OutsideText.MaxLength + 500);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        string?[] texts = [failure.Message, failure.ServerText, failure.ErrorName, failure.RequestId];
        foreach (var text in texts.OfType<string>())
        {
            Assert.Equal(Printable.Line(text), text);
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal));
        }
    }
}
