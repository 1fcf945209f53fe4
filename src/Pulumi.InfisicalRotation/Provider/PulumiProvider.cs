using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>
/// Everything the engine can ask of this provider, in values of our own: what the protocol delegates to.
/// Calls about different resources run side by side; a failure is told by an exception of <c>Refusals.cs</c> or <c>ComponentCalls.cs</c>.
/// </summary>
internal abstract class PulumiProvider
{
    public abstract CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs);

    public abstract DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs);

    /// <summary>
    /// Takes over the provider's settings. Where several engines share one process (attach) it is called again: the last one wins.
    /// </summary>
    public abstract void Configure(PropertyMap args);

    public abstract CheckAnswer Check(CheckCall call);

    public abstract DiffAnswer Diff(DiffCall call);

    public abstract Task<CreateAnswer> Create(CreateCall call, CallContext context);

    /// <summary>Null where the resource is gone.</summary>
    public abstract Task<ReadAnswer?> Read(ReadCall call, CallContext context);

    public abstract Task<UpdateAnswer> Update(UpdateCall call, CallContext context);

    public abstract Task Delete(DeleteCall call, CallContext context);

    /// <summary>One page.</summary>
    public abstract Task<ListAnswer> List(ListCall call, CallContext context);

    /// <summary>Makes the children of a component by <paramref name="register"/>, side by side where they do not depend on each other.</summary>
    public abstract Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context);
}
