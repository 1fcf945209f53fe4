using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>An app connection with everything that is stored of it, secrets included.</summary>
public sealed record WorldConnection(string Id, string App, string Method, string Name, string? ProjectId, string? Description, string CredentialsHash)
{
    /// <summary>The gateway.</summary>
    public string? GatewayId { get; init; }

    /// <summary>The gateway pool.</summary>
    public string? GatewayPoolId { get; init; }

    /// <summary>Infisical has taken over the password.</summary>
    public bool IsPlatformManaged { get; init; }

    /// <summary>Infisical rotates the credentials of the connection itself.</summary>
    public bool IsAutoRotationEnabled { get; init; }

    /// <summary>The credentials as they are stored.</summary>
    public JsonObject Credentials { get; init; } = [];

    /// <summary>What some apps have beside the credentials.</summary>
    public JsonObject? Configuration { get; init; }

    /// <summary>How its own credentials are rotated.</summary>
    public JsonObject? Rotation { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A field of the credentials, as text.</summary>
    public string? this[string field] => Credentials[field]?.ToString();
}

/// <summary>The app connections that the server holds now; can be changed as somebody else would, without a request.</summary>
public sealed class WorldConnections
{
    private readonly Instance _instance;

    internal WorldConnections(Instance instance) => _instance = instance;

    /// <summary>Every connection, by name.</summary>
    public ImmutableArray<WorldConnection> All =>
        [.. _instance.Store.Current.Connections.Values.OrderBy(row => row.Name, StringComparer.Ordinal).Select(ViewOf)];

    /// <summary>The connection of this name in a project, or in the organisation; null where there is none.</summary>
    public WorldConnection? Named(string name, string? projectId = null) =>
        All.FirstOrDefault(connection => connection.Name == name && connection.ProjectId == projectId);

    /// <summary>The connection with this id; null where there is none.</summary>
    public WorldConnection? Find(string id) => _instance.Store.Current.Connections.GetValueOrDefault(id) is { } row ? ViewOf(row) : null;

    /// <summary>Gives it another name.</summary>
    public void Rename(string id, string name) => Change(id, row => row with { Name = name });

    /// <summary>Gives it another description, or none.</summary>
    public void Describe(string id, string? description) => Change(id, row => row with { Description = description });

    /// <summary>Writes some of its credentials, or without any the same again: in both cases the hash is another.</summary>
    public void WriteCredentials(string id, JsonObject? changed = null) => Change(id, row =>
    {
        var credentials = row.Credentials.DeepClone().AsObject();
        foreach (var (name, value) in changed ?? [])
        {
            credentials[name] = value?.DeepClone();
        }

        return row with { Credentials = credentials, CredentialsHash = Ids.Hash(Ids.New()) };
    });

    /// <summary>Puts it behind a gateway, a pool, or neither.</summary>
    public void Route(string id, string? gatewayId, string? gatewayPoolId = null) =>
        Change(id, row => row with { GatewayId = gatewayId, GatewayPoolId = gatewayPoolId });

    /// <summary>Writes what stands beside the credentials.</summary>
    public void Configure(string id, JsonObject configuration) => Change(id, row => row with { Configuration = configuration });

    /// <summary>Infisical takes over the password.</summary>
    public void TakeOver(string id) => Change(id, row => row with { IsPlatformManaged = true, CredentialsHash = Ids.Hash(Ids.New()) });

    /// <summary>Deletes it; not while a rotation uses it.</summary>
    public void Delete(string id) => _instance.Store.Change(state =>
    {
        _ = state.Connections.GetValueOrDefault(id) ?? throw new InvalidOperationException($"There is no connection {id}.");
        return state.UsesConnection(id)
            ? throw new InvalidOperationException($"The connection {id} is used by a rotation.")
            : state.WithoutConnection(id);
    });

    private void Change(string id, Func<ConnectionRow, ConnectionRow> change) => _instance.Store.Change(state =>
    {
        var row = state.Connections.GetValueOrDefault(id) ?? throw new InvalidOperationException($"There is no connection {id}.");
        return state.With(change(row) with { UpdatedAt = _instance.Now });
    });

    private static WorldConnection ViewOf(ConnectionRow row) => new(row.Id, row.App, row.Method, row.Name, row.ProjectId, row.Description, row.CredentialsHash)
    {
        GatewayId = row.GatewayId,
        GatewayPoolId = row.GatewayPoolId,
        IsPlatformManaged = row.IsPlatformManaged,
        IsAutoRotationEnabled = row.IsAutoRotationEnabled,
        Credentials = row.Credentials.DeepClone().AsObject(),
        Configuration = row.Configuration?.DeepClone().AsObject(),
        Rotation = row.Rotation?.DeepClone().AsObject(),
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
    };
}
