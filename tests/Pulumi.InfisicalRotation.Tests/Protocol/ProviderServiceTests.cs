using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;
using InputError = Pulumi.InfisicalRotation.Provider.InputError;

namespace Pulumi.InfisicalRotation.Tests.Protocol;

public sealed class ProviderServiceTests
{
    private static readonly Struct Secret = new()
    {
        Fields =
        {
            ["4dabf18193072939515e22adb298388d"] = Value.ForString("1b47061264138c4ac30d75fd1eb44270"),
            ["value"] = Value.ForString("s3cret-for-test"),
        },
    };

    private static CancellationToken End => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_handshake_and_Configure_report_the_same_features()
    {
        await using var served = await ServedProvider.Start();

        var handshake = await served.Client.HandshakeAsync(new(), cancellationToken: End);
        var configure = await served.Client.ConfigureAsync(new(), cancellationToken: End);

        Assert.Equal(
            new ProviderHandshakeResponse
            {
                AcceptSecrets = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
            },
            handshake);
        Assert.Equal(
            new ConfigureResponse
            {
                AcceptSecrets = true,
                AcceptResources = true,
                AcceptOutputs = true,
                SupportsAutonamingConfiguration = true,
                SupportsPreview = true,
            },
            configure);
    }

    [Fact]
    public async Task The_version_is_that_of_the_build()
    {
        await using var served = await ServedProvider.Start();

        var info = await served.Client.GetPluginInfoAsync(new Empty(), cancellationToken: End);

        Assert.True(Version.TryParse(info.Version.Split('-', '+')[0], out _), info.Version);
        Assert.Equal(typeof(PulumiProvider).Assembly.GetName().Version?.ToString(3), info.Version.Split('-', '+')[0]);
    }

    [Fact]
    public async Task Other_schema_versions_and_subpackages_are_refused()
    {
        await using var served = await ServedProvider.Start();

        foreach (var request in new GetSchemaRequest[] { new() { Version = 99 }, new() { SubpackageName = "other" } })
        {
            var refusal = await Assert.ThrowsAsync<RpcException>(
                async () => await served.Client.GetSchemaAsync(request, cancellationToken: End));
            Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        }
    }

    [Fact]
    public async Task A_malformed_request_is_refused_with_a_message()
    {
        await using var served = await ServedProvider.Start();
        var deep = Value.ForString("bottom");
        for (var depth = 0; depth < 400; depth++)
        {
            deep = Value.ForStruct(new Struct { Fields = { ["deeper"] = deep } });
        }

        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await served.Client.CheckAsync(
            new CheckRequest { News = new Struct { Fields = { ["deep"] = deep } } }, cancellationToken: End));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        Assert.Contains("can't be read", refusal.Status.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_returns_the_inputs_with_failures_too()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnCheck = call => new(call.NewInputs, [new InputError("name", "is required.")]);

        var response = await served.Client.CheckAsync(
            new CheckRequest { News = new Struct { Fields = { ["token"] = Value.ForStruct(Secret) } } },
            cancellationToken: End);

        Assert.Equal(Secret, response.Inputs.Fields["token"].StructValue);
        Assert.Equal(
            new Protos.CheckFailure { Property = "name", Reason = "is required." }, Assert.Single(response.Failures));
    }

    [Fact]
    public async Task Check_returns_inputs_where_none_were_sent()
    {
        await using var served = await ServedProvider.Start();

        var response = await served.Client.CheckAsync(new CheckRequest(), cancellationToken: End);

        Assert.NotNull(response.Inputs);
    }

    [Fact]
    public async Task A_deleted_resource_is_an_empty_response()
    {
        await using var served = await ServedProvider.Start();

        var response = await served.Client.ReadAsync(new ReadRequest { Id = "x" }, cancellationToken: End);

        Assert.Equal(new ReadResponse(), response);
    }

    [Fact]
    public async Task A_read_returns_state_inputs_and_refresh_before_update()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnRead = (call, _) =>
            Task.FromResult<ReadAnswer?>(new(call.Id, PropertyMap.Empty, PropertyMap.Empty.With("a", true), true));

        var response = await served.Client.ReadAsync(new ReadRequest { Id = "x" }, cancellationToken: End);

        Assert.NotNull(response.Properties);
        Assert.True(response.Inputs.Fields["a"].BoolValue);
        Assert.True(response.RefreshBeforeUpdate);
        Assert.Equal("x", response.Id);
    }

    [Fact]
    public async Task An_update_and_a_delete_reach_the_provider()
    {
        await using var served = await ServedProvider.Start();
        var deleted = "";
        served.Provider.OnUpdate = (call, _) =>
            Task.FromResult(new UpdateAnswer(call.NewInputs.With("preview", call.IsPreview), true));
        served.Provider.OnDelete = (call, _) =>
        {
            deleted = call.Id;
            return Task.CompletedTask;
        };

        var updated = await served.Client.UpdateAsync(
            new UpdateRequest { Id = "x", Preview = true }, cancellationToken: End);
        await served.Client.DeleteAsync(new DeleteRequest { Id = "y" }, cancellationToken: End);

        Assert.True(updated.Properties.Fields["preview"].BoolValue);
        Assert.True(updated.RefreshBeforeUpdate);
        Assert.Equal("y", deleted);
    }

    [Fact]
    public async Task A_delete_that_fails_after_a_delay_is_a_failure()
    {
        await using var served = await ServedProvider.Start();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        served.Provider.OnDelete = async (_, _) =>
        {
            begun.SetResult();
            await end.Task;
            throw new RefusalException(RefusalKind.Precondition, "It is still there.");
        };

        var delete = served.Client.DeleteAsync(new DeleteRequest { Id = "y" }, cancellationToken: End).ResponseAsync;
        await begun.Task.WaitAsync(End);
        end.SetResult();

        var failure = await Assert.ThrowsAsync<RpcException>(() => delete);
        Assert.Equal(StatusCode.FailedPrecondition, failure.StatusCode);
        Assert.Equal("It is still there.", failure.Status.Detail);
    }

    [Fact]
    public async Task A_list_streams_its_resources_and_then_the_next_page()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnList = (call, _) =>
            Task.FromResult(new ListAnswer([new("1", "a"), new("2", "b")], $"after {call.ContinuationToken}"));

        var responses = await List(served, new ListRequest { ContinuationToken = "here" });

        Assert.Equal(["1", "2"], responses.Take(2).Select(response => response.Result.Id));
        Assert.Equal("after here", responses[2].Continuation.ContinuationToken);
    }

    [Fact]
    public async Task The_last_page_of_a_list_has_no_continuation()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnList = (_, _) => Task.FromResult(new ListAnswer([new("1", "a")], ""));

        Assert.Single(await List(served, new ListRequest()));
    }

    [Fact]
    public async Task A_list_with_an_unknown_query_is_computed()
    {
        await using var served = await ServedProvider.Start();
        var query = new Struct { Fields = { ["projectId"] = Value.ForString("04da6b54-80e4-46f7-96ec-b56ff0331ba9") } };

        var response = Assert.Single(await List(served, new ListRequest { Query = query }));

        Assert.NotNull(response.Computed);
    }

    [Fact]
    public async Task Settings_are_passed_on_with_their_secrets()
    {
        await using var served = await ServedProvider.Start();
        var settings = PropertyMap.Empty;
        served.Provider.OnConfigure = args => settings = args;

        await served.Client.ConfigureAsync(
            new ConfigureRequest { Args = new Struct { Fields = { ["token"] = Value.ForStruct(Secret) } } },
            cancellationToken: End);

        Assert.Equal(PropertyMap.Empty.With("token", new PropertyValue.Secret("s3cret-for-test")), settings);
    }

    [Fact]
    public async Task Configuration_is_checked_and_compared_by_the_provider()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnCheckConfig = (_, news) => new(news.With("checked", true), []);
        served.Provider.OnDiffConfig = (_, _) => new([new PropertyChange("host", ChangeKind.Update, false)], false);

        var check = await served.Client.CheckConfigAsync(new CheckRequest(), cancellationToken: End);
        var diff = await served.Client.DiffConfigAsync(new DiffRequest(), cancellationToken: End);

        Assert.True(check.Inputs.Fields["checked"].BoolValue);
        Assert.Equal(DiffResponse.Types.DiffChanges.DiffSome, diff.Changes);
    }

    [Fact]
    public async Task A_function_gets_its_arguments_and_returns_its_results()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnInvoke = (call, _) => Task.FromResult(InvokeAnswer.Of(
            PropertyMap.Empty.With(call.Token, call.Arguments.Get("name")!)));

        var response = await served.Client.InvokeAsync(
            new InvokeRequest { Tok = "getThing", Args = new() { Fields = { ["name"] = Value.ForString("a") } } },
            cancellationToken: End);

        Assert.Equal("a", response.Return.Fields["getThing"].StringValue);
        Assert.Empty(response.Failures);
    }

    [Fact]
    public async Task A_wrong_argument_of_a_function_is_a_failure_at_its_name()
    {
        await using var served = await ServedProvider.Start();
        served.Provider.OnInvoke = (_, _) => Task.FromResult(InvokeAnswer.Wrong("name", "is unknown."));

        var response = await served.Client.InvokeAsync(new InvokeRequest { Tok = "getThing" }, cancellationToken: End);

        var failure = Assert.Single(response.Failures);
        Assert.Equal(("name", "is unknown."), (failure.Property, failure.Reason));
    }

    [Fact]
    public async Task Methods_that_are_not_offered_are_unimplemented()
    {
        await using var served = await ServedProvider.Start();

        Assert.Equal(
            StatusCode.Unimplemented, await CodeOf(served.Client.ParameterizeAsync(new(), cancellationToken: End)));
        Assert.Equal(StatusCode.Unimplemented, await CodeOf(served.Client.CallAsync(new(), cancellationToken: End)));
        Assert.Equal(
            StatusCode.Unimplemented, await CodeOf(served.Client.GetMappingAsync(new(), cancellationToken: End)));
        Assert.Equal(
            StatusCode.Unimplemented, await CodeOf(served.Client.GetMappingsAsync(new(), cancellationToken: End)));
    }

    private static async Task<StatusCode> CodeOf<TResponse>(AsyncUnaryCall<TResponse> call) =>
        (await Assert.ThrowsAsync<RpcException>(async () => await call)).StatusCode;

    private static async Task<List<ListResponse>> List(ServedProvider served, ListRequest request)
    {
        using var call = served.Client.List(request, cancellationToken: End);
        return await call.ResponseStream.ReadAllAsync(End).ToListAsync(End);
    }
}
