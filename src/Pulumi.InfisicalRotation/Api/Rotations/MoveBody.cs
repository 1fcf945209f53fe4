namespace Pulumi.InfisicalRotation.Api.Rotations;

/// <summary>The body of a move.</summary>
internal sealed record MoveBody(string DestinationEnvironment, string DestinationSecretPath, bool OverwriteDestination);
