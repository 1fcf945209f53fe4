using System.Security.Authentication;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>The certificate of the server was refused. The message is the reason, without a full stop.</summary>
/// <param name="mayBeTrusted">Whether another CA certificate in the configuration would help.</param>
internal sealed class CertificateRefusedException(string reason, bool mayBeTrusted) : AuthenticationException(reason)
{
    public bool MayBeTrusted { get; } = mayBeTrusted;
}
