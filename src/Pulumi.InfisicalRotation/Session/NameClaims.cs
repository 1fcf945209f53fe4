using System.Collections.Immutable;

namespace Pulumi.InfisicalRotation.Session;

/// <summary>Which resource of the run takes which name. The first one that claims a name has it.</summary>
internal sealed class NameClaims
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Claim, string> _owners = [];
    private readonly Dictionary<string, ImmutableArray<Claim>> _claimsByUrn = new(StringComparer.Ordinal);

    /// <summary>Claims names for a resource, in place of its earlier claims.</summary>
    /// <returns>The claims that another resource holds, with the URN of that resource.</returns>
    public ImmutableArray<(Claim Claim, string Owner)> Replace(string urn, ImmutableArray<Claim> claims)
    {
        lock (_gate)
        {
            foreach (var claim in _claimsByUrn.GetValueOrDefault(urn, []))
            {
                _owners.Remove(claim);
            }

            var taken = claims.Where(_owners.ContainsKey)
                .Select(claim => (claim, _owners[claim]))
                .ToImmutableArray();
            var own = claims.Where(claim => !_owners.ContainsKey(claim)).ToImmutableArray();
            foreach (var claim in own)
            {
                _owners[claim] = urn;
            }

            _claimsByUrn[urn] = own;
            return taken;
        }
    }
}
