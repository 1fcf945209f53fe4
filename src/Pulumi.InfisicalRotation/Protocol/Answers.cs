using Pulumi.InfisicalRotation.Lifecycle;
using Wire = Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol;

/// <summary>Answers of ours as the engine reads them.</summary>
internal static class Answers
{
    /// <summary>The inputs are always there, with failures too: the engine breaks down without them.</summary>
    public static Wire.CheckResponse Encode(CheckAnswer answer) => new()
    {
        Inputs = PropertyCodec.Encode(answer.Inputs),
        Failures =
        {
            answer.Failures.Select(failure => new Wire.CheckFailure
            {
                Property = failure.Property.WellFormed(),
                Reason = failure.Reason.WellFormed(),
            }),
        },
    };

    public static Wire.CreateResponse Encode(CreateAnswer answer) => new()
    {
        Id = answer.Id.WellFormed(),
        Properties = PropertyCodec.Encode(answer.Outputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    /// <summary>Gone is told by an answer in which nothing is set at all.</summary>
    public static Wire.ReadResponse Encode(ReadAnswer? answer) => answer is null ? new() : new()
    {
        Id = answer.Id.WellFormed(),
        Properties = PropertyCodec.Encode(answer.State),
        Inputs = PropertyCodec.Encode(answer.Inputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    public static Wire.UpdateResponse Encode(UpdateAnswer answer) => new()
    {
        Properties = PropertyCodec.Encode(answer.Outputs),
        RefreshBeforeUpdate = answer.RefreshBeforeUpdate,
    };

    /// <summary>One message for each resource; the token of the next page, if there is one, comes last.</summary>
    public static IEnumerable<Wire.ListResponse> Encode(ListAnswer answer)
    {
        foreach (var resource in answer.Resources)
        {
            yield return new() { Result = new() { Id = resource.Id.WellFormed(), Name = resource.Name.WellFormed() } };
        }

        if (answer.ContinuationToken.Length > 0)
        {
            yield return new() { Continuation = new() { ContinuationToken = answer.ContinuationToken.WellFormed() } };
        }
    }
}
