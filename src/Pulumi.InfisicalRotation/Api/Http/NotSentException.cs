namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The condition of a request did not hold, and it was not sent. The inner exception says why.</summary>
internal sealed class NotSentException(Exception cause) : Exception(cause.Message, cause);
