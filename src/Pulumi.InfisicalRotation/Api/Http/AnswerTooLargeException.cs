namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>A response has more bytes or more items than any of Infisical.</summary>
internal sealed class AnswerTooLargeException : Exception;
