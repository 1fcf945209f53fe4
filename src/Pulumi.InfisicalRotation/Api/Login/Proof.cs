using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>The proof for one login.</summary>
/// <param name="Members">What the body of the login has beside the id of the identity.</param>
internal sealed record Proof(JsonObject Members)
{
    /// <summary>Texts that no message may contain: what was read for this login.</summary>
    public ImmutableArray<string> Secrets { get; init; } = [];

    /// <summary>It contains the time of this machine, so that a wrong clock makes it invalid.</summary>
    public bool IsTimed { get; init; }

    /// <summary>The certificate of mutual TLS; null for none.</summary>
    public ClientCertificate? Certificate { get; init; }

    public override string ToString() => "Proof { [secret] }";
}
