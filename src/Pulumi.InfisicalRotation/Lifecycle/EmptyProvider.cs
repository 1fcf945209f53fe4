using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Lifecycle;

/// <summary>A provider without any resource.</summary>
internal sealed class EmptyProvider : Provider
{
    public override CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs) => new(newInputs, []);

    public override DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs) => new([], false);

    public override void Configure(PropertyMap args)
    {
    }

    public override CheckAnswer Check(CheckCall call) => throw NoSuchType(call.Type);

    public override DiffAnswer Diff(DiffCall call) => throw NoSuchType(call.Type);

    public override Task<CreateAnswer> Create(CreateCall call, CallContext context) => throw NoSuchType(call.Type);

    public override Task<ReadAnswer?> Read(ReadCall call, CallContext context) => throw NoSuchType(call.Type);

    public override Task<UpdateAnswer> Update(UpdateCall call, CallContext context) => throw NoSuchType(call.Type);

    public override Task Delete(DeleteCall call, CallContext context) => throw NoSuchType(call.Type);

    public override Task<ListAnswer> List(ListCall call, CallContext context) => throw NoSuchType(call.Type);

    public override Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context) =>
        throw NoSuchType(call.Type);

    private static RefusalException NoSuchType(string type) => new(RefusalKind.InvalidInput, $"Unknown resource type \"{type}\".");
}
