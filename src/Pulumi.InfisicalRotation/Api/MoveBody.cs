namespace Pulumi.InfisicalRotation.Api;

internal sealed record MoveBody(string DestinationEnvironment, string DestinationSecretPath, bool OverwriteDestination);
