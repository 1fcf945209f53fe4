namespace Pulumi.InfisicalRotation.Api.Rotations;

internal sealed record MoveBody(string DestinationEnvironment, string DestinationSecretPath, bool OverwriteDestination);
