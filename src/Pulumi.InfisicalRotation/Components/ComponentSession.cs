namespace Pulumi.InfisicalRotation.Components;

/// <summary>What a component asks and tells the provider session.</summary>
/// <param name="FindUserArn">
/// Asks AWS for the ARN of an IAM user; its result is null where AWS does not show the user. Null without access to AWS.
/// </param>
/// <param name="ExpectPolicy">In a preview: the update will attach the policy for the IAM user of this name.</param>
internal sealed record ComponentSession(
    Func<string, CancellationToken, Task<string?>>? FindUserArn, Action<string> ExpectPolicy);
