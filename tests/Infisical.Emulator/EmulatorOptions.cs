using System.Collections.Immutable;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>
/// What kind of server is emulated. The defaults are the newest server, self-hosted, with a plan that has rotations. Every
/// switch can be changed while the server runs and counts from the next request on.
/// </summary>
public sealed class EmulatorOptions
{
    /// <summary>Port of Infisical's API on loopback; 0, the default, takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Port of the AWS IAM and STS API on loopback; 0, the default, takes a free one.</summary>
    public int IamPort { get; set; }

    /// <summary>What is there at the start.</summary>
    public Seed Seed { get; set; } = Seed.Default();

    /// <summary>The limits enforced; none, the default, as on a self-hosted server.</summary>
    public RateLimits? RateLimits { get; set; }

    /// <summary>Which form a 422 has.</summary>
    public ValidationForm ValidationForm { get; set; } = ValidationForm.Newest;

    /// <summary>The licence includes secret rotations.</summary>
    public bool PlanHasRotations { get; set; } = true;

    /// <summary>The licence includes enterprise connections, which OracleDB needs.</summary>
    public bool PlanHasEnterpriseConnections { get; set; } = true;

    /// <summary>The server has the route that moves a rotation.</summary>
    public bool HasMove { get; set; } = true;

    /// <summary>The server has the route that checks credentials.</summary>
    public bool HasCheckCredentials { get; set; } = true;

    /// <summary>The server has the route that reconciles an account.</summary>
    public bool HasReconcile { get; set; } = true;

    /// <summary>The server has the fourth version of the routes to secrets; earlier servers have the third alone.</summary>
    public bool HasSecretsV4 { get; set; } = true;

    /// <summary>Whether taken secrets are found before a credential is made; earlier servers find them after, which costs a key.</summary>
    public bool ChecksSecretsBeforeIssuing { get; set; } = true;

    /// <summary>AWS: an access key that is gone already counts as revoked, as later versions may take it.</summary>
    public bool TolerantAwsRevocation { get; set; }

    /// <summary>An unknown route's answer lacks <c>reqId</c> and <c>documentationUrl</c>, as on earlier servers.</summary>
    public bool PlainUnknownRoutes { get; set; }

    /// <summary>Renewing answers the same token, as on earlier servers.</summary>
    public bool RenewKeepsToken { get; set; }

    /// <summary>A revoked token is answered with the default text, as on earlier servers.</summary>
    public bool PlainRevokedTokens { get; set; }

    /// <summary>A text too long for its column answers 500, as on earlier servers.</summary>
    public bool ColumnOverflowIsServerError { get; set; }

    /// <summary>The database forbids two secrets of one name in a folder.</summary>
    public bool SecretNamesAreUnique { get; set; }

    /// <summary>A job that is due already when it is queued runs before the answer goes out.</summary>
    public bool RunsDueJobsAtOnce { get; set; } = true;

    /// <summary>
    /// Types as another version of the server has them, by slug: an object in the form of <c>type.json</c> counts instead of the
    /// contract's, null means that the server does not have the type.
    /// </summary>
    public Dictionary<string, JsonObject?> OtherTypes { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// Keys that answers about rotations leave out. By the cloud's own document these need not be there: description,
    /// isAutoRotationEnabled, activeIndex, lastRotationJobId, nextRotationAt, isLastRotationManual, lastRotationMessage.
    /// </summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>Apps that the server does not know, as earlier servers do not: their routes are unknown ones.</summary>
    public HashSet<string> MissingApps { get; } = new(StringComparer.Ordinal);

    /// <summary>Keys that answers about connections leave out; of those that need not be there, for instance <c>credentialsHash</c>.</summary>
    public HashSet<string> LeftOutOfConnections { get; } = new(StringComparer.Ordinal);

    /// <summary>The hosts of connections are stored as they were sent, as on earlier servers, and not in small letters.</summary>
    public bool KeepsHostCase { get; set; }

    /// <summary>The gateways of the organisation; with null, the default, any id is one.</summary>
    public ImmutableHashSet<string>? Gateways { get; set; }

    /// <summary>AWS credentials that do not work are answered with 400 and no reason, as on earlier servers.</summary>
    public bool PlainAwsRefusals { get; set; }

    /// <summary>AWS: how often a new role or key is refused when a connection is tried, because IAM does not know it everywhere yet.</summary>
    public int AwsPropagationAttempts { get; set; }

    /// <summary>AWS: for how long, by the emulator's clock, a new role or key is refused when a connection is tried.</summary>
    public TimeSpan AwsPropagationTime { get; set; }

    /// <summary>A rotation may do in AWS only what the policies of its connection's user or role allow.</summary>
    public bool RotationsObeyIamPolicies { get; set; } = true;

    /// <summary>A new connection's AWS credentials are tried on the emulated IAM.</summary>
    public bool TriesAwsConnections { get; set; } = true;

    /// <summary>The public keys of users of Oracle Cloud in PEM, by key id: <c>tenancy/user/fingerprint</c>.</summary>
    public Dictionary<string, string> OciKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>The secrets of users of Alibaba Cloud, by access key id.</summary>
    public Dictionary<string, string> AlicloudKeys { get; } = new(StringComparer.Ordinal);

    /// <summary>The authority, in PEM, whose certificates are accepted by logins; none, the default, accepts none.</summary>
    public string? ClientAuthority { get; set; }

    /// <summary>
    /// The certificate of a further listener with TLS, which hands client certificates on as a proxy does; none, the default,
    /// listens without TLS alone.
    /// </summary>
    public X509Certificate2? TlsCertificate { get; set; }

    /// <summary>AWS: actions, such as <c>ListAccessKeys</c>, that no caller may take, not even the root key. Rotations are not concerned.</summary>
    public ImmutableHashSet<string> DeniedAwsActions { get; set; } = [];

    /// <summary>AWS: actions, such as <c>iam:DeleteAccessKey</c>, that a simulation finds denied, whatever the policies say.</summary>
    public ImmutableHashSet<string> UnsimulatedAwsActions { get; set; } = [];

    /// <summary>AWS: how many members a list has at most before it is continued; null for any number.</summary>
    public int? AwsPageSize { get; set; }
}
