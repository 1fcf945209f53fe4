using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Connections;

/// <summary>An app connection, without its secrets.</summary>
/// <param name="Id">The id of the connection.</param>
/// <param name="Name">The name of the connection.</param>
/// <param name="App">The slug of the app that it connects to.</param>
internal sealed record AppConnection(string Id, string Name, string App)
{
    /// <summary>The only project that may use it; null for a connection of the whole organization.</summary>
    public string? ProjectId { get; init; }

    /// <summary>How it authenticates. This and the rest is null where the caller may use but not read it.</summary>
    public string? Method { get; init; }

    public Optional Description { get; init; }

    public Optional GatewayId { get; init; }

    public Optional GatewayPoolId { get; init; }

    public bool? IsPlatformManagedCredentials { get; init; }

    /// <summary>Whether Infisical rotates the credentials of the connection itself.</summary>
    public bool? IsAutoRotationEnabled { get; init; }

    /// <summary>Changes with every write of the credentials.</summary>
    public string? CredentialsHash { get; init; }

    public string? OrganizationId { get; init; }

    /// <summary>ISO 8601, as the server writes it.</summary>
    public string? CreatedAt { get; init; }

    /// <inheritdoc cref="CreatedAt"/>
    public string? UpdatedAt { get; init; }

    /// <summary>The text of <see cref="Credentials"/>.</summary>
    public JsonText? CredentialsText { get; init; }

    /// <summary>The text of <see cref="Configuration"/>.</summary>
    public JsonText? ConfigurationText { get; init; }

    /// <summary>The parts of the credentials that are not secret, as a new tree each time.</summary>
    public JsonObject? Credentials => CredentialsText?.ToTree();

    /// <summary>The settings beside the credentials, as a new tree each time.</summary>
    public JsonObject? Configuration => ConfigurationText?.ToTree();
}

/// <summary>A text in a response, or an explicit null, or nothing: what a response leaves out is unknown.</summary>
/// <param name="IsShown">Whether the response contains it.</param>
/// <param name="Text">The text; null for an explicit null, and where the response leaves it out.</param>
internal readonly record struct Optional(bool IsShown, string? Text);
