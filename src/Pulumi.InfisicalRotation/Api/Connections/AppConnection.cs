namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>An app connection, without its credentials.</summary>
/// <param name="Id">The id of the connection.</param>
/// <param name="Name">The name of the connection.</param>
/// <param name="App">The slug of the app that it connects to.</param>
internal sealed record AppConnection(string Id, string Name, string App)
{
    /// <summary>The only project that may use it; null for a connection of the whole organization.</summary>
    public string? ProjectId { get; init; }

    /// <summary>How it authenticates. This and the rest is null where the caller may use but not read it.</summary>
    public string? Method { get; init; }

    public string? Description { get; init; }

    public string? GatewayId { get; init; }

    public bool? IsPlatformManagedCredentials { get; init; }

    /// <summary>Changes with every write of the credentials.</summary>
    public string? CredentialsHash { get; init; }

    /// <summary>ISO 8601, as the server writes it.</summary>
    public string? CreatedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public string? UpdatedAt { get; init; }
}
