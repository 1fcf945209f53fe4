using CsCheck;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>
/// Whatever a server answers is a value that can be used, or one kind of failure whose message is safe to print.
/// </summary>
public sealed class AnyAnswerTests
{
    [Fact]
    public Task An_answer_is_read_or_is_one_kind_of_failure_without_secrets() => Inventions.PlayAll(
        Gen.Select(Gen.Int[0, AnswerPlay.Requests.Length - 1], InventedAnswers.Any),
        one => AnswerPlay.RunAsync(one.Item1, one.Item2, TestContext.Current.CancellationToken),
        one => $"{AnswerPlay.Requests[one.Item1].Name}: {one.Item2}");
}
