namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>A connection, as far as the caller may read it: without its secrets.</summary>
internal sealed record ConnectionDetails(string? Id, string? Method, ConnectionCredentials? Credentials);

/// <summary>The parts of a connection's credentials that are not secret.</summary>
/// <param name="AccessKeyId">AWS: the access key; null for another app, and for one that assumes a role.</param>
internal sealed record ConnectionCredentials(string? AccessKeyId);

/// <summary>The response to a read of one connection.</summary>
internal sealed record ConnectionAnswer(ConnectionDetails? AppConnection);
