namespace Pulumi.InfisicalRotation.Aws.Iam;

/// <param name="Arn">With the user's path.</param>
internal sealed record IamUser(string Name, string Arn);
