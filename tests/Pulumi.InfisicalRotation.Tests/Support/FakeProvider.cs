using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>A provider that does what the test says; what it does not say is harmless.</summary>
internal sealed class FakeProvider : PulumiProvider
{
    public Func<PropertyMap, PropertyMap, CheckAnswer> OnCheckConfig { get; set; } = (_, news) => new(news, []);

    public Func<PropertyMap, PropertyMap, DiffAnswer> OnDiffConfig { get; set; } = (_, _) => new([], false);

    public Action<PropertyMap> OnConfigure { get; set; } = _ => { };

    public Func<CheckCall, CheckAnswer> OnCheck { get; set; } = call => new(call.NewInputs, []);

    public Func<DiffCall, DiffAnswer> OnDiff { get; set; } = _ => new([], false);

    public Func<CreateCall, CallContext, Task<CreateAnswer>> OnCreate { get; set; } =
        (call, _) => Task.FromResult(new CreateAnswer("an-id", call.Inputs, false));

    public Func<ReadCall, CallContext, Task<ReadAnswer?>> OnRead { get; set; } = (_, _) =>
        Task.FromResult<ReadAnswer?>(null);

    public Func<UpdateCall, CallContext, Task<UpdateAnswer>> OnUpdate { get; set; } =
        (call, _) => Task.FromResult(new UpdateAnswer(call.NewInputs, false));

    public Func<DeleteCall, CallContext, Task> OnDelete { get; set; } = (_, _) => Task.CompletedTask;

    public Func<ListCall, CallContext, Task<ListAnswer>> OnList { get; set; } = (_, _) =>
        Task.FromResult(new ListAnswer([], ""));

    public Func<InvokeCall, CallContext, Task<InvokeAnswer>> OnInvoke { get; set; } =
        (call, _) => Task.FromResult(InvokeAnswer.Of(call.Arguments));

    public Func<ConstructCall, RegisterChild, CallContext, Task<ConstructAnswer>> OnConstruct { get; set; } =
        (call, _, _) => Task.FromResult(new ConstructAnswer(call.Inputs, call.Dependencies));

    public Func<ConstructCall, PropertyMap> OnStoredInputs { get; set; } = call => call.Inputs;

    public override CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs) =>
        OnCheckConfig(oldInputs, newInputs);

    public override DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs, CallContext context) =>
        OnDiffConfig(oldInputs, newInputs);

    public override void Configure(PropertyMap args, Action<LogLevel, string> log) => OnConfigure(args);

    public override CheckAnswer Check(CheckCall call) => OnCheck(call);

    public override DiffAnswer Diff(DiffCall call) => OnDiff(call);

    public override Task<CreateAnswer> Create(CreateCall call, CallContext context) => OnCreate(call, context);

    public override Task<ReadAnswer?> Read(ReadCall call, CallContext context) => OnRead(call, context);

    public override Task<UpdateAnswer> Update(UpdateCall call, CallContext context) => OnUpdate(call, context);

    public override Task Delete(DeleteCall call, CallContext context) => OnDelete(call, context);

    public override Task<ListAnswer> List(ListCall call, CallContext context) => OnList(call, context);

    public override Task<InvokeAnswer> Invoke(InvokeCall call, CallContext context) => OnInvoke(call, context);

    public override PropertyMap StoredInputs(ConstructCall call) => OnStoredInputs(call);

    public override Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context) =>
        OnConstruct(call, register, context);
}
