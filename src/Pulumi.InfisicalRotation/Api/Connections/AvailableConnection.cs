namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>A connection that the caller may use for rotations.</summary>
/// <param name="Id">The id of the connection.</param>
/// <param name="Name">The name of the connection.</param>
/// <param name="App">The slug of the app that it connects to.</param>
/// <param name="ProjectId">The only project that may use it; null for a connection of the whole organization.</param>
internal sealed record AvailableConnection(string Id, string Name, string App, string? ProjectId = null);
