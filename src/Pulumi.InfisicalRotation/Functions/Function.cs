using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>A function of the package. It changes nothing and also runs during a preview.</summary>
internal abstract class Function
{
    public abstract FunctionDefinition Definition { get; }

    /// <param name="arguments">Checked arguments; all of them are known.</param>
    /// <exception cref="Api.Errors.ApiException">A request failed.</exception>
    /// <exception cref="RefusalException">The function cannot answer.</exception>
    public abstract Task<InvokeAnswer> Run(Arguments arguments, ProviderSession session, CancellationToken cancelled);
}
