using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>Reads the names of secrets, on the version of the route that the server has.</summary>
internal sealed class SecretReader(Exchange exchange)
{
    private volatile bool _lacksVersion4;

    public Task<ImmutableArray<SecretName>> ListAsync(
        string projectId, string environment, string secretPath, int maxItems, CancellationToken cancellation) =>
        InEitherVersion(
            SecretRoutes.ListNames(projectId, environment, secretPath),
            SecretRoutes.ListNamesV3(projectId, environment, secretPath),
            async request => ImmutableArray.CreateRange(await exchange.SendAsync(
                request,
                body => JsonBody.ReadList(
                    body, "secrets"u8, ApiJson.Default.SecretWire, wire => wire.ToName(), maxItems),
                cancellation)));

    public async Task<SecretName?> FindAsync(
        string projectId, string environment, string secretPath, string name, CancellationToken cancellation)
    {
        try
        {
            return await InEitherVersion(
                SecretRoutes.Find(projectId, environment, secretPath, name),
                SecretRoutes.FindV3(projectId, environment, secretPath, name),
                request => exchange.SendAsync(
                    request,
                    body => JsonBody.Read(body, ApiJson.Default.SecretResponse)?.Secret?.ToName(),
                    cancellation));
        }
        catch (ApiException missing) when (missing.Kind is ServerErrorKind.SecretNotFound && !missing.IsLogin)
        {
            return null;
        }
    }

    private async Task<T> InEitherVersion<T>(ApiRequest newer, ApiRequest older, Func<ApiRequest, Task<T>> send)
    {
        if (!_lacksVersion4)
        {
            try
            {
                return await send(newer);
            }
            catch (ApiException missing) when (missing.IsMissingRoute && !missing.IsLogin)
            {
                // Older servers need these reads most: they notice a taken secret only after they issued a credential.
                _lacksVersion4 = true;
            }
        }

        return await send(older);
    }
}
