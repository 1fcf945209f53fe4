namespace TestEngine.Plugins;

/// <summary>The provider did what the protocol forbids: a bug of the provider, never of the user.</summary>
public sealed class ProtocolViolationException(string what) : Exception($"The provider broke the protocol: {what}.");
