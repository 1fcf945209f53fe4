using Google.Protobuf;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

public sealed class RpcErrorsTests
{
    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData((int)RefusalKind.InvalidInput, StatusCode.InvalidArgument)]
    [InlineData((int)RefusalKind.Precondition, StatusCode.FailedPrecondition)]
    [InlineData((int)RefusalKind.PermissionDenied, StatusCode.PermissionDenied)]
    [InlineData((int)RefusalKind.Unavailable, StatusCode.Unavailable)]
    [InlineData((int)RefusalKind.Cancelled, StatusCode.Cancelled)]
    public async Task A_refusal_has_the_status_of_its_kind_and_its_message(int kind, StatusCode code)
    {
        var status = (await FailureOf(new RefusalException((RefusalKind)kind, "The name \"ä\" is taken."))).Status;

        Assert.Equal(code, status.StatusCode);
        Assert.Equal("The name \"ä\" is taken.", status.Detail);
    }

    [Fact]
    public async Task A_partial_result_is_recorded_with_its_id_outputs_and_reasons()
    {
        var outputs = PropertyMap.Empty.With("rotationId", "r-1");

        var failure = await FailureOf(new PartialResultException("r-1", outputs, null, ["It failed.", "Twice."], true));

        var detail = DetailOf<ErrorResourceInitFailed>(
            failure, "type.googleapis.com/pulumirpc.ErrorResourceInitFailed");
        Assert.Equal("r-1", detail.Id);
        Assert.Equal("r-1", detail.Properties.Fields["rotationId"].StringValue);
        Assert.Equal(["It failed.", "Twice."], detail.Reasons);
        Assert.True(detail.RefreshBeforeUpdate);
        Assert.Null(detail.Inputs);
    }

    [Fact]
    public async Task An_unhealthy_read_carries_the_inputs_too()
    {
        var failure =
            await FailureOf(
                new PartialResultException(
                    "r-1", PropertyMap.Empty, PropertyMap.Empty.With("a", 1), ["It failed."], false));

        Assert.Equal(1, DetailOf<ErrorResourceInitFailed>(failure).Inputs.Fields["a"].NumberValue);
    }

    [Fact]
    public async Task There_is_always_a_reason_since_nothing_is_recorded_without_one()
    {
        var failure = await FailureOf(new PartialResultException("r-1", PropertyMap.Empty, null, [], false));

        Assert.Single(DetailOf<ErrorResourceInitFailed>(failure).Reasons);
    }

    [Fact]
    public async Task Large_outputs_fit_into_the_detail()
    {
        var outputs = PropertyMap.Empty.With("text", new string('x', 200_000));

        var failure = await FailureOf(new PartialResultException("r-1", outputs, null, ["It failed."], false));

        Assert.Equal(200_000, DetailOf<ErrorResourceInitFailed>(failure).Properties.Fields["text"].StringValue.Length);
    }

    [Fact]
    public async Task Invalid_inputs_of_a_component_are_reported_at_their_paths()
    {
        var failure = await FailureOf(
            new ComponentInputException([new("userName", "is required."), new("rotator", "is empty.")]));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        var errors =
            DetailOf<InputPropertiesError>(failure, "type.googleapis.com/pulumirpc.InputPropertiesError").Errors;
        Assert.Equal(["userName", "rotator"], errors.Select(error => error.PropertyPath));
        Assert.Equal(["is required.", "is empty."], errors.Select(error => error.Reason));
    }

    /// <summary>Where no property is named the engine prints all inputs, and secrets among them.</summary>
    [Fact]
    public async Task Invalid_inputs_with_a_secret_are_reported_without_the_detail_that_prints_inputs()
    {
        var failure = await FailureOf(
            new ComponentInputException([new("userName", "is required."), new("", "name is not usable.")]));

        Assert.Equal(StatusCode.InvalidArgument, failure.StatusCode);
        Assert.Equal("userName is required.\nname is not usable.", failure.Status.Detail);
        Assert.DoesNotContain(failure.Trailers, trailer => trailer.Key == "grpc-status-details-bin");
    }

    [Fact]
    public async Task An_internal_error_names_its_place_and_asks_for_a_report()
    {
        var status = (await FailureOf(new InvalidOperationException("the map has no key."))).Status;

        Assert.Equal(StatusCode.Internal, status.StatusCode);
        Assert.Equal(
            "provider error: Create ended in InvalidOperationException: the map has no key. Please report this.",
            status.Detail);
    }

    [Theory]
    [InlineData("The input string 's3cret-for-test' was not in a correct format.")]
    [InlineData("The given key \"s3cret-for-test\" was not present.")]
    [InlineData("The text can't be parsed: 's3cret-for-test' isn't a number.")]
    public async Task An_internal_error_does_not_quote_the_value_that_caused_it(string message)
    {
        var status = (await FailureOf(new FormatException(message))).Status;

        Assert.DoesNotContain("s3cret", status.Detail, StringComparison.Ordinal);
        Assert.Contains("FormatException", status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_apostrophe_alone_hides_nothing()
    {
        var status = (await FailureOf(new InvalidOperationException("The stream can't be read twice."))).Status;

        Assert.Contains("The stream can't be read twice.", status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_exception_sends_terminal_sequences_lines_or_a_password_to_the_engine()
    {
        const string Hostile = "a\u001b[31m\nerror: forged\u202e<{%fg 1%}> http://me:hunter22@proxy/";
        Exception[] all =
        [
            new RefusalException(RefusalKind.Unavailable, Hostile), new InvalidOperationException(Hostile),
            new PartialResultException("r-1", PropertyMap.Empty, null, [Hostile], true),
            new ComponentInputException([new(Hostile, Hostile)]), new ComponentInputException([new("", Hostile)]),
            new RpcException(new(StatusCode.Aborted, Hostile)),
        ];

        foreach (var error in all)
        {
            var failure = await FailureOf(error);
            var sent = failure.Status.Detail + string.Concat(failure.Trailers
                .Where(entry => entry.IsBinary)
                .Select(entry => Protos.Status.Parser.ParseFrom(entry.ValueBytes))
                .Select(status => status.Message + status.Details[0].Value.ToStringUtf8()));

            Assert.DoesNotMatch(@"\e|forged\u202e|\nerror|<\{%|hunter22", sent);
            Assert.Contains("forged", sent, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_message_of_some_megabytes_is_cut()
    {
        var text = new string('x', 5_000_000);

        Assert.Equal(8000, (await FailureOf(new RefusalException(RefusalKind.Unavailable, text))).Status.Detail.Length);
    }

    [Fact]
    public async Task A_lone_surrogate_does_not_break_the_response()
    {
        var failure = await FailureOf(
            new PartialResultException("r-\ud800", PropertyMap.Empty, null, ["It \udc00 failed."], false));

        Assert.Equal("It \ufffd failed.", Assert.Single(DetailOf<ErrorResourceInitFailed>(failure).Reasons));
    }

    private static async Task<RpcException> FailureOf(Exception error)
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnCreate = (_, _) => throw error;
        return await Assert.ThrowsAsync<RpcException>(() => served.Create("a", End));
    }

    /// <summary>
    /// The detail, after a look at what the engine insists on: one trailer, and the code and message of the status in
    /// it.
    /// </summary>
    private static TDetail DetailOf<TDetail>(RpcException failure, string? typeUrl = null)
        where TDetail : IMessage<TDetail>, new()
    {
        var trailer = Assert.Single(failure.Trailers, entry => entry.Key == "grpc-status-details-bin");
        var status = Protos.Status.Parser.ParseFrom(trailer.ValueBytes);
        Assert.Equal((int)failure.StatusCode, status.Code);
        Assert.Equal(failure.Status.Detail, status.Message);

        var detail = Assert.Single(status.Details);
        Assert.Equal(typeUrl ?? detail.TypeUrl, detail.TypeUrl);
        return detail.Unpack<TDetail>();
    }
}
