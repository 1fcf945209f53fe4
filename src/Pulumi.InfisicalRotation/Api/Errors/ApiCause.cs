namespace Pulumi.InfisicalRotation.Api.Errors;

/// <summary>
/// Why a request failed, without what differs from one request to the next: two failures with equal causes need one
/// message.
/// </summary>
internal sealed record ApiCause(ApiFailure Failure, int? Status, string? ErrorName, string ServerText);
