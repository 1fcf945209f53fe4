using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>A credential that works at some system other than AWS.</summary>
/// <param name="Type">The rotation type's slug.</param>
/// <param name="ConnectionId">The connection it was made by.</param>
/// <param name="Owner">Whose it is: a login, a client id, …</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record LivingCredential(string Type, string ConnectionId, string Owner, DateTimeOffset CreatedAt)
{
    internal JsonObject Values { get; init; } = [];

    /// <summary>A field of the credential.</summary>
    public string? this[string field] => Values.TextOf(field);
}

/// <summary>Every system but AWS, as far as counting its credentials goes.</summary>
internal sealed class AccountProvider(TimeProvider clock) : IProvider
{
    private readonly Lock _gate = new();
    private readonly List<LivingCredential> _living = [];

    public ImmutableArray<LivingCredential> Living
    {
        get
        {
            lock (_gate)
            {
                return [.. _living];
            }
        }
    }

    public JsonObject Issue(IssueOrder order, Action beforeMaking)
    {
        beforeMaking();
        var owner = order.Type.OwnerIn(order.Parameters, order.Slot);
        var values = new JsonObject(order.Type.Credential.Select(field =>
            KeyValuePair.Create(field.Name, (JsonNode?)(ParameterFor(field, order) ?? Ids.Secret(32)))));
        lock (_gate)
        {
            if (order.Type.Issuing is Issuing.Replaced or Issuing.TwoLogins)
            {
                _living.RemoveAll(credential => credential.ConnectionId == order.ConnectionId && credential.Type == order.Type.Slug && credential.Owner == owner);
            }

            _living.Add(new LivingCredential(order.Type.Slug, order.ConnectionId, owner, clock.GetUtcNow()) { Values = values });
        }

        return values.DeepClone().AsObject();
    }

    public void Retire(IssueOrder order)
    {
        if (order.Type.Issuing == Issuing.Added && order.Displaced is { } displaced)
        {
            Remove(displaced);
        }
    }

    /// <summary>An account that stays gets a new credential, which is thrown away: whatever worked for it before works no more.</summary>
    public bool Revoke(RotationType type, string connectionId, JsonObject parameters, JsonObject credential)
    {
        if (type.Issuing is not (Issuing.Replaced or Issuing.TwoLogins))
        {
            return Remove(credential);
        }

        var owners = Enumerable.Range(0, Math.Max(1, type.Owner.Length)).Select(slot => type.OwnerIn(parameters, slot)).ToHashSet();
        lock (_gate)
        {
            _living.RemoveAll(known => known.ConnectionId == connectionId && known.Type == type.Slug && owners.Contains(known.Owner));
        }

        return true;
    }

    public bool Works(RotationType type, string connectionId, JsonObject credential)
    {
        lock (_gate)
        {
            return _living.Any(known => JsonNode.DeepEquals(known.Values, credential));
        }
    }

    private bool Remove(JsonObject credential)
    {
        lock (_gate)
        {
            return _living.RemoveAll(known => JsonNode.DeepEquals(known.Values, credential)) > 0;
        }
    }

    private static string? ParameterFor(CredentialField field, IssueOrder order) =>
        field.From.IsEmpty ? null : order.Parameters[field.From[Math.Min(order.Slot, field.From.Length - 1)]]?.ToString();
}
