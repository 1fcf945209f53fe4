namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>What is called before a request is sent has stopped it. The inner exception says why.</summary>
internal sealed class NotSentException(Exception cause) : Exception(cause.Message, cause);
