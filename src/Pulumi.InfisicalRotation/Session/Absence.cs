using Pulumi.InfisicalRotation.Api.Errors;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>
/// What a "not found" for a rotation means. A server that never had the rotation gives the same answer, for example
/// after a wrong change of the host. It is proof only from a server on which the rotation's project can be read.
/// </summary>
/// <param name="IsProven">The project's list is readable there and does not contain the rotation.</param>
/// <param name="Fault">Why the list could not be read; null if it contains the rotation, or no project is known.</param>
internal sealed record Absence(bool IsProven, ApiException? Fault);
