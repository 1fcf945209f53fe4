using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Access tokens: made, checked, renewed, revoked. They look like signed web tokens and are looked up by their text.</summary>
internal sealed class Tokens(EmulatorOptions options, Logins logins, TimeProvider clock)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Issued> _issued = [];

    /// <summary>A new token, as a login answers it.</summary>
    public JsonObject Issue(Identity identity)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            return Keep(new Issued(identity.Id, now, now, identity.TokenTtl, identity.TokenMaxTtl));
        }
    }

    /// <summary>Whose token this is.</summary>
    public Identity Check(string token)
    {
        DemandShape(token);
        lock (_gate)
        {
            if (!_issued.TryGetValue(token, out var known) || logins.ById(known.IdentityId) is not { } identity)
            {
                throw Revoked("No identity access token found");
            }

            if (known.IsRevoked)
            {
                throw Revoked("Failed to authorize revoked access token, access token is revoked");
            }

            return known.HasExpired(clock.GetUtcNow())
                ? throw Refusal.Token("Your token has expired. Please re-authenticate.")
                : identity;
        }
    }

    public JsonObject Renew(string token)
    {
        DemandShape(token);
        lock (_gate)
        {
            if (!_issued.TryGetValue(token, out var known) || known.IsRevoked)
            {
                throw Refusal.Unauthorized("No identity access token found");
            }

            var now = clock.GetUtcNow();
            if (known.MaxTtl > 0 && now >= known.FirstIssuedAt.AddSeconds(known.MaxTtl))
            {
                throw Refusal.Unauthorized("Failed to renew MI access token due to Max TTL expiration");
            }

            if (known.HasExpired(now))
            {
                throw Refusal.Unauthorized("Failed to renew MI access token due to TTL expiration");
            }

            if (known.MaxTtl > 0 && now.AddSeconds(known.Ttl) > known.FirstIssuedAt.AddSeconds(known.MaxTtl))
            {
                throw Refusal.Unauthorized("Failed to renew MI access token past its Max TTL expiration");
            }

            return Keep(known with { RenewedAt = now }, options.RenewKeepsToken ? token : null);
        }
    }

    public void Revoke(string token)
    {
        DemandShape(token);
        lock (_gate)
        {
            if (!_issued.TryGetValue(token, out var known))
            {
                throw Refusal.Unauthorized("No identity access token found");
            }

            _issued[token] = known with { IsRevoked = true };
        }
    }

    /// <summary>Every token made so far stops working.</summary>
    public void RevokeAll()
    {
        lock (_gate)
        {
            foreach (var token in _issued.Keys.ToArray())
            {
                _issued[token] = _issued[token] with { IsRevoked = true };
            }
        }
    }

    private JsonObject Keep(Issued token, string? text = null)
    {
        text ??= Write(token);
        _issued[text] = token;
        return new JsonObject
        {
            ["accessToken"] = text,
            ["expiresIn"] = token.Ttl,
            ["accessTokenMaxTTL"] = token.MaxTtl,
            ["tokenType"] = "Bearer",
        };
    }

    private Refusal Revoked(string text) => options.PlainRevokedTokens ? Refusal.Unauthorized() : Refusal.Unauthorized(text);

    private static string Write(Issued token)
    {
        var header = new JsonObject { ["alg"] = "HS256", ["typ"] = "JWT" };
        var payload = new JsonObject
        {
            ["identityId"] = token.IdentityId,
            ["authTokenType"] = "identityAccessToken",
            ["iat"] = token.RenewedAt.ToUnixTimeSeconds(),
        };
        if (token.Ttl > 0)
        {
            payload["exp"] = token.RenewedAt.AddSeconds(token.Ttl).ToUnixTimeSeconds();
        }

        return $"{Base64Url.EncodeToString(Json.Bytes(header))}.{Base64Url.EncodeToString(Json.Bytes(payload))}.{Ids.Secret(43)}";
    }

    private static void DemandShape(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3 || HeaderOf(parts[0]) is not { } header)
        {
            throw Refusal.Token("The provided access token is malformed. Please use a valid token or generate a new one and try again.");
        }

        if (header.TextOf("alg") != "HS256")
        {
            throw Refusal.Token("The access token is signed with an invalid algorithm. Please provide a valid token and try again.");
        }
    }

    private static JsonObject? HeaderOf(string part)
    {
        try
        {
            return JsonNode.Parse(Encoding.UTF8.GetString(Base64Url.DecodeFromChars(part))) as JsonObject;
        }
        catch (Exception problem) when (problem is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Issued(string IdentityId, DateTimeOffset FirstIssuedAt, DateTimeOffset RenewedAt, long Ttl, long MaxTtl)
    {
        public bool IsRevoked { get; init; }

        public bool HasExpired(DateTimeOffset now) => Ttl > 0 && now >= RenewedAt.AddSeconds(Ttl);
    }
}
