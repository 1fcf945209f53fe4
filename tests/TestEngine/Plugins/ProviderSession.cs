using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Values;

namespace TestEngine.Plugins;

/// <summary>One provider that answers: every call an engine makes, each answer held against the rules.</summary>
internal sealed class ProviderSession(ResourceProvider.ResourceProviderClient client, string version, CancellationToken ended)
{
    private static readonly Empty Nothing = new();

    public string Version => version;

    public async Task<string> GetSchemaAsync() =>
        (await AskAsync("GetSchema", () => client.GetSchemaAsync(new GetSchemaRequest(), cancellationToken: ended))).Schema;

    public async Task<CheckReply> CheckAsync(
        ResourceIdentity resource, ValueMap olds, ValueMap news, ReadOnlyMemory<byte> seed, bool isPreview, AutoNaming? autoNaming = null)
    {
        var request = new CheckRequest
        {
            Urn = resource.Urn,
            Type = resource.Type,
            Name = resource.Name,
            Olds = olds.ToStruct(),
            News = news.ToStruct(),
            RandomSeed = ByteString.CopyFrom(seed.Span),
            Autonaming = autoNaming is null ? null : new CheckRequest.Types.AutonamingOptions
            {
                ProposedName = autoNaming.ProposedName,
                Mode = (CheckRequest.Types.AutonamingOptions.Types.Mode)(int)autoNaming.Mode,
            },
        };
        var answer = await AskAsync("Check", () => client.CheckAsync(request, cancellationToken: ended));
        Rules.Check(answer, isPreview);
        var inputs = Wire.FromStruct(answer.Inputs);
        Rules.Secrets("Check", news, inputs);
        return new CheckReply(inputs, Failures(answer.Failures));
    }

    public async Task<DiffReply> DiffAsync(DiffQuestion question)
    {
        var request = new DiffRequest
        {
            Id = question.Id,
            Urn = question.Resource.Urn,
            Type = question.Resource.Type,
            Name = question.Resource.Name,
            Olds = question.OldOutputs.ToStruct(),
            OldInputs = question.OldInputs.ToStruct(),
            News = question.NewInputs.ToStruct(),
            IgnoreChanges = { question.IgnoreChanges },
        };
        var answer = await AskAsync("Diff", () => client.DiffAsync(request, cancellationToken: ended));
        Rules.Diff(answer);
        return answer.ToReply();
    }

    public async Task<ResourceReply> CreateAsync(ResourceIdentity resource, ValueMap inputs, bool isPreview)
    {
        var request = new CreateRequest
        {
            Urn = resource.Urn,
            Type = resource.Type,
            Name = resource.Name,
            Properties = inputs.ToStruct(),
            Preview = isPreview,
        };
        var reply = await AskOrRecordAsync(
            "Create",
            () => client.CreateAsync(request, cancellationToken: ended),
            answer =>
            {
                Rules.Create(answer, isPreview);
                return new ResourceReply(answer.Id, Wire.FromStruct(answer.Properties), null, answer.RefreshBeforeUpdate, []);
            });
        Rules.Secrets("Create", inputs, reply.Outputs.MarkedLike(inputs));
        return reply;
    }

    public async Task<ResourceReply> UpdateAsync(UpdateQuestion question)
    {
        var request = new UpdateRequest
        {
            Id = question.Id,
            Urn = question.Resource.Urn,
            Type = question.Resource.Type,
            Name = question.Resource.Name,
            Olds = question.OldOutputs.ToStruct(),
            OldInputs = question.OldInputs.ToStruct(),
            News = question.NewInputs.ToStruct(),
            IgnoreChanges = { question.IgnoreChanges },
            Preview = question.IsPreview,
        };
        var reply = await AskOrRecordAsync(
            "Update",
            () => client.UpdateAsync(request, cancellationToken: ended),
            answer =>
            {
                Rules.Update(answer, question.IsPreview);
                return new ResourceReply(question.Id, Wire.FromStruct(answer.Properties), null, answer.RefreshBeforeUpdate, []);
            });
        Rules.Secrets("Update", question.NewInputs, reply.Outputs.MarkedLike(question.NewInputs));
        return reply;
    }

    /// <summary>State and inputs are null at an import; a null answer means the resource is gone.</summary>
    public async Task<ResourceReply?> ReadAsync(ResourceIdentity resource, string id, ValueMap? state, ValueMap? inputs)
    {
        var request = new ReadRequest
        {
            Id = id,
            Urn = resource.Urn,
            Type = resource.Type,
            Name = resource.Name,
            Properties = state?.ToStruct(),
            Inputs = inputs?.ToStruct(),
        };
        var reply = await AskOrRecordAsync(
            "Read",
            () => client.ReadAsync(request, cancellationToken: ended),
            answer =>
            {
                Rules.Read(answer);
                return new ResourceReply(
                    answer.Id, Wire.FromStruct(answer.Properties), Wire.FromStruct(answer.Inputs), answer.RefreshBeforeUpdate, []);
            });
        Rules.Secrets("Read", inputs ?? ValueMap.Empty, reply.Inputs ?? ValueMap.Empty);
        Rules.Secrets("Read", state ?? ValueMap.Empty, reply.Outputs);
        return reply.Id.Length == 0 ? null : reply;
    }

    public async Task DeleteAsync(ResourceIdentity resource, string id, ValueMap inputs, ValueMap outputs)
    {
        var request = new DeleteRequest
        {
            Id = id,
            Urn = resource.Urn,
            Type = resource.Type,
            Name = resource.Name,
            Properties = outputs.ToStruct(),
            OldInputs = inputs.ToStruct(),
        };
        await AskAsync("Delete", () => client.DeleteAsync(request, cancellationToken: ended));
    }

    public async Task<ComponentReply> ConstructAsync(ComponentQuestion question, StackContext stack)
    {
        var answer = await AskAsync("Construct", () => client.ConstructAsync(question.ToRequest(stack), cancellationToken: ended));
        var outputs = Wire.FromStruct(answer.State);
        Rules.Construct(answer.Urn, outputs, question.IsPreview);
        Rules.Secrets("Construct", question.Inputs, outputs);
        return new ComponentReply(answer.Urn, outputs, answer.StateDependencies.ToImmutableDictionary(
            entry => entry.Key, entry => entry.Value.Urns.ToImmutableArray()));
    }

    public async Task<InvokeReply> InvokeAsync(string token, ValueMap arguments, bool isPreview)
    {
        // Secrets arrive unwrapped in a function.
        var request = new InvokeRequest { Tok = token, Args = arguments.Plain().ToStruct(), Preview = isPreview };
        var answer = await AskAsync("Invoke", () => client.InvokeAsync(request, cancellationToken: ended));
        var result = Wire.FromStruct(answer.Return);
        Rules.Invoke(result);
        return new InvokeReply(result, Failures(answer.Failures));
    }

    public async Task<ListPage> ListAsync(string token, ValueMap query, long limit, string continuation)
    {
        var request = new ListRequest { Token = token, Query = query.ToStruct(), Limit = limit, ContinuationToken = continuation };
        var found = ImmutableArray.CreateBuilder<ListedResource>();
        var next = "";
        try
        {
            using var stream = client.List(request, cancellationToken: ended);
            await foreach (var part in stream.ResponseStream.ReadAllAsync(ended))
            {
                Rules.ListPart(part, isLast: next.Length > 0);
                if (part.ResponseCase == ListResponse.ResponseOneofCase.Result)
                {
                    found.Add(new ListedResource(part.Result.Id, part.Result.Name));
                }

                next = part.Continuation?.ContinuationToken ?? next;
            }
        }
        catch (RpcException error)
        {
            throw error.ToProviderError("List");
        }

        return new ListPage(found.ToImmutable(), next);
    }

    /// <summary>Asks it to end what is under way. A provider must answer at once.</summary>
    public async Task CancelAsync(TimeSpan deadline)
    {
        try
        {
            await client.CancelAsync(Nothing, deadline: DateTime.UtcNow + deadline);
        }
        catch (RpcException error) when (error.StatusCode == StatusCode.Unimplemented)
        {
            // Counts as heard.
        }
        catch (RpcException error)
        {
            throw new ProtocolViolationException($"it did not acknowledge Cancel: {error.Status.Detail}");
        }
    }

    public static ImmutableArray<InputFailure> Failures(IEnumerable<Pulumi.InfisicalRotation.Protos.CheckFailure> failures) =>
        [.. failures.Select(failure => new InputFailure(failure.Property, failure.Reason))];

    private static async Task<T> AskAsync<T>(string call, Func<AsyncUnaryCall<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (RpcException error)
        {
            throw error.ToProviderError(call);
        }
    }

    /// <summary>Asks; an error that says the resource exists all the same is an answer too.</summary>
    private static async Task<ResourceReply> AskOrRecordAsync<T>(string call, Func<AsyncUnaryCall<T>> ask, Func<T, ResourceReply> read)
    {
        try
        {
            return read(await ask());
        }
        catch (RpcException error)
        {
            var detail = ErrorDetails.InitFailed(error) ?? throw error.ToProviderError(call);
            Rules.InitFailed(call, detail);
            return new ResourceReply(
                detail.Id, Wire.FromStruct(detail.Properties), detail.Inputs is null ? null : Wire.FromStruct(detail.Inputs),
                detail.RefreshBeforeUpdate, [.. detail.Reasons]);
        }
    }
}
