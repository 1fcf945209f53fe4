namespace Pulumi.InfisicalRotation.Provider;

/// <summary>The lifecycle of one kind of resource, as the engine calls it.</summary>
internal interface IResource
{
    CheckAnswer Check(CheckCall call);

    DiffAnswer Diff(DiffCall call);

    Task<CreateAnswer> Create(CreateCall call, CallContext context);

    /// <returns>Null if the resource is gone.</returns>
    Task<ReadAnswer?> Read(ReadCall call, CallContext context);

    Task<UpdateAnswer> Update(UpdateCall call, CallContext context);

    Task Delete(DeleteCall call, CallContext context);

    Task<ListAnswer> List(ListCall call, CallContext context);
}
