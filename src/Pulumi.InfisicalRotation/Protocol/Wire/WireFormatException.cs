namespace Pulumi.InfisicalRotation.Protocol.Wire;

/// <summary>A request does not follow the protocol.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
