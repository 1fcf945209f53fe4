using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Provider;

/// <summary>
/// A Pulumi provider, independent of the protocol. Calls about different resources run concurrently. A call fails with
/// an exception of <c>Refusals.cs</c> or <c>ComponentCalls.cs</c>.
/// </summary>
internal abstract class PulumiProvider
{
    public abstract CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs);

    public abstract DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs, CallContext context);

    /// <summary>
    /// Applies the provider configuration. If several engines share one process (attach), the last call wins.
    /// </summary>
    /// <param name="args">The configuration.</param>
    /// <param name="log">Writes a line that belongs to no resource, now or during a later call. Never throws.</param>
    public abstract void Configure(PropertyMap args, Action<LogLevel, string> log);

    /// <summary>The engine needs no more calls, or cancels those in progress.</summary>
    public virtual void RunEnds()
    {
    }

    public abstract CheckAnswer Check(CheckCall call);

    public abstract DiffAnswer Diff(DiffCall call);

    public abstract Task<CreateAnswer> Create(CreateCall call, CallContext context);

    /// <returns>Null if the resource is gone.</returns>
    public abstract Task<ReadAnswer?> Read(ReadCall call, CallContext context);

    public abstract Task<UpdateAnswer> Update(UpdateCall call, CallContext context);

    public abstract Task Delete(DeleteCall call, CallContext context);

    /// <summary>Lists one page.</summary>
    public abstract Task<ListAnswer> List(ListCall call, CallContext context);

    /// <summary>Calls a function. It changes nothing.</summary>
    public abstract Task<InvokeAnswer> Invoke(InvokeCall call, CallContext context);

    /// <summary>
    /// The inputs of a component as the state keeps them, with the secret wrappers that the program may have left out.
    /// </summary>
    public virtual PropertyMap StoredInputs(ConstructCall call) => call.Inputs;

    /// <summary>Constructs a component; its children are registered with <paramref name="register"/>.</summary>
    public abstract Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context);
}
