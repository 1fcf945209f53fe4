using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Rotations;

/// <summary>Only a UUID is the id of a rotation: it is stored in the state and becomes a part of paths.</summary>
public sealed class RotationIdTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> BadIds =>
    [
        "\"\"", "\" \"", "\"..\"", "\".\"", "\"a/b\"", "\"c0ffee00-0000-4000-8000-000000000001\\n\"",
        "\" c0ffee00-0000-4000-8000-000000000001\"", "\"+0ffee00-0000-4000-8000-000000000001\"",
        "\"{c0ffee00-0000-4000-8000-000000000001}\"", "\"c0ffee0000004000800000000000000001\"", "null", "1", "[]", "{}",
        "\"c0ffee00-0000-4000-8000-00000000000١\"", "\"" + new string('a', 5000) + "\"",
        "\"04da6b54-80e4-46f7-96ec-b56ff0331ba9/..\"", "\"\\ud800\"",
    ];

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task A_response_with_another_id_is_unreadable_and_a_create_with_it_has_an_unknown_outcome(string id)
    {
        using var client = Clients.Answering(() => Answers.Json(200, $$$"""{"secretRotation":{"id":{{{id}}},"name":"n"}}"""));

        var failure = await Assert.ThrowsAsync<ApiException>(
            () => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Equal((ApiFailure.Broken, true), (failure.Failure, failure.IsOutcomeUnknown));
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task An_item_of_a_list_with_another_id_does_not_hide_the_others(string id)
    {
        using var client = Clients.Answering(() => Answers.Json(
            200, $$"""{"secretRotations":[{"id":{{id}},"name":"a"},{{Answers.RotationJson()}},{"id":{{id}}},null,1]}"""));

        var rotations = await client.ListRotationsAsync("p1", Cancellation);

        Assert.Equal(Answers.RotationId, Assert.Single(rotations).Id);
    }

    [Theory]
    [InlineData("""{"id":"c0ffee00-0000-4000-8000-000000000002","parameters":[]}""")]
    [InlineData("""{"id":"c0ffee00-0000-4000-8000-000000000002","parameters":{"a":"\ud800"}}""")]
    [InlineData("""{"id":"c0ffee00-0000-4000-8000-000000000002","name":{}}""")]
    [InlineData("""{"id":"c0ffee00-0000-4000-8000-000000000002","id":"c0ffee00-0000-4000-8000-000000000003"}""")]
    public async Task An_item_that_cannot_be_read_does_not_hide_the_others(string item)
    {
        using var client = Clients.Answering(
            () => Answers.Json(200, $$"""{"secretRotations":[{{item}},{{Answers.RotationJson()}}]}"""));

        Assert.Single(await client.ListRotationsAsync("p1", Cancellation));
    }

    [Fact]
    public async Task A_response_about_another_rotation_is_unreadable()
    {
        const string Other = "c0ffee00-0000-4000-8000-00000000000f";
        using var client = Clients.Answering(() => Answers.Rotation());
        Func<Task>[] calls =
        [
            () => client.GetRotationAsync(Clients.Type, Other, Cancellation),
            () => client.UpdateRotationAsync(Clients.Type, Other, [], Cancellation),
            () => client.RotateSecretsAsync(Clients.Type, Other, Cancellation),
            () => client.MoveRotationAsync(Clients.Type, Other, "dev", "/", Cancellation),
            () => client.DeleteRotationAsync(Clients.Type, Other, true, true, Cancellation),
        ];

        foreach (var call in calls)
        {
            Assert.Equal(ApiFailure.Broken, (await Assert.ThrowsAsync<ApiException>(call)).Failure);
        }

        Assert.NotNull(await client.GetRotationAsync(Clients.Type, Answers.RotationId.ToUpperInvariant(), Cancellation));
    }
}
