using Pulumi.InfisicalRotation.Provider;
using Proto = Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>Encodes answers of the provider as protocol messages.</summary>
internal static class Answers
{
    /// <summary>The inputs are set even with failures: the engine panics without them.</summary>
    public static Proto.CheckResponse Encode(CheckAnswer answer) => new()
    {
        Inputs = PropertyCodec.Encode(answer.Inputs),
        Failures = { answer.Errors.Select(Encode) },
    };

    public static Proto.InvokeResponse Encode(InvokeAnswer answer) => new()
    {
        Return = PropertyCodec.Encode(answer.Results),
        Failures = { answer.Errors.Select(Encode) },
    };

    public static Proto.CreateResponse Encode(CreateAnswer answer) => new()
    {
        Id = Reserved.EscapeText(answer.Id.WellFormed()),
        Properties = PropertyCodec.Encode(answer.Outputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    /// <summary>An empty response means that the resource is gone.</summary>
    public static Proto.ReadResponse Encode(ReadAnswer? answer) => answer is null ? new() : new()
    {
        Id = Reserved.EscapeText(answer.Id.WellFormed()),
        Properties = PropertyCodec.Encode(answer.State),
        Inputs = PropertyCodec.Encode(answer.Inputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    public static Proto.UpdateResponse Encode(UpdateAnswer answer) => new()
    {
        Properties = PropertyCodec.Encode(answer.Outputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    private static Proto.CheckFailure Encode(InputError error) => new()
    {
        Property = error.Path.AsMessage(),
        Reason = error.Reason.AsMessage(),
    };

    /// <summary>One message for each resource, then the token of the next page, if any.</summary>
    public static IEnumerable<Proto.ListResponse> Encode(ListAnswer answer)
    {
        foreach (var resource in answer.Resources)
        {
            var id = Reserved.EscapeText(resource.Id.WellFormed());
            yield return new() { Result = new() { Id = id, Name = resource.Name.AsMessage() } };
        }

        if (answer.ContinuationToken.Length > 0)
        {
            yield return new() { Continuation = new() { ContinuationToken = answer.ContinuationToken.WellFormed() } };
        }
    }
}
