namespace Pulumi.InfisicalRotation.Components;

/// <summary>Asks AWS for the ARN of an IAM user; null where it does not show the user.</summary>
internal delegate Task<string?> FindUserArn(string userName, CancellationToken cancelled);
