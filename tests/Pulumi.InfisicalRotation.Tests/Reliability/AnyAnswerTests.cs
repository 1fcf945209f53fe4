using System.Collections.Immutable;
using CsCheck;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Texts;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Whatever a server answers is a value that can be used, or one kind of failure whose message is safe to print.
/// </summary>
public sealed class AnyAnswerTests
{
    private const string Type = Clients.Type;
    private const string Id = Answers.RotationId;

    private static readonly ImmutableArray<(string Name, Func<InfisicalClient, CancellationToken, Task<object?>> Send)>
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

    [Fact]
    public Task An_answer_is_read_or_is_one_kind_of_failure_without_secrets() => Inventions.PlayAll(
        Gen.Select(Gen.Int[0, Requests.Length - 1], InventedAnswers.Any),
        async one =>
        {
            var (name, send) = Requests[one.Item1];
            using var server = new StubServer(request => request.IsLogin == (name == "login")
                ? one.Item2.Message()
                : request.IsLogin ? Answers.Login(InventedAnswers.Canaries[1]) : Answers.NoRotations());
            using var client = Clients.For(server);
            try
            {
                Assert.All(RotationsIn(await send(client, TestContext.Current.CancellationToken)), IsUsable);
            }
            catch (ApiException failure)
            {
                // The access token is known after the login only.
                IsSafe(failure, name == "login" ? [Clients.Secret] : InventedAnswers.Canaries);
            }
        },
        one => $"{Requests[one.Item1].Name}: {one.Item2}");

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
        Assert.InRange(failure.Message.Length, 20, 2000);
        Assert.EndsWith(".", failure.Message, StringComparison.Ordinal);
        string?[] texts = [failure.Message, failure.ServerText, failure.ErrorName, failure.RequestId];
        foreach (var text in texts.OfType<string>())
        {
            Assert.Equal(Printable.Line(text), text);
            Assert.All(canaries, canary => Assert.DoesNotContain(canary, text, StringComparison.Ordinal));
        }
    }
}
