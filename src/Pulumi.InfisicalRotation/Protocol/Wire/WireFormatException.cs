namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>What arrived is not a value as the protocol defines it.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
