using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Components: the provider is asked to construct one, and registers it and its children from there.</summary>
internal sealed class Components(RunContext run, ProviderPool providers, CustomResources resources)
{
    private readonly ConcurrentDictionary<string, Open> _open = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Open> _byUrn = new(StringComparer.Ordinal);

    public async Task<Registered> ConstructAsync(Goal goal, ImmutableDictionary<string, string> passedProviders, StackContext stack)
    {
        run.ThrowIfStopped();
        var open = new Open(goal, passedProviders);
        _open[KeyOf(goal.Parent, goal.Resource.Type, goal.Resource.Name)] = open;
        var instance = await providers.InstanceAsync(goal.Provider);
        var question = new ComponentQuestion(
            goal.Resource.Type, goal.Resource.Name, goal.Parent, goal.Inputs, goal.PropertyDependencies, passedProviders, goal.Dependencies, run.IsPreview);
        var reply = await instance.Session.ConstructAsync(question, stack);
        Demand(open.Urn == reply.Urn, "Construct returned another URN than the one its component was registered under");
        Demand(open.Outputs is not null, "Construct ended without RegisterResourceOutputs, so the state has no outputs");
        return new Registered(reply.Urn, null, reply.Outputs, MissingIsUnknown: run.IsPreview);
    }

    /// <summary>The component itself, as its provider registers it.</summary>
    public string RegisterSelf(RegisterResourceRequest request)
    {
        Demand(!request.Remote, "a component was registered with remote=true, which would construct it again without end");
        Demand(_open.TryGetValue(KeyOf(request.Parent, request.Type, request.Name), out var open), "a component was registered under another type, name or parent than it was asked for");
        Demand(open!.Urn is null, "a component was registered twice");
        open.Urn = open.Goal.Resource.Urn;
        _byUrn[open.Urn] = open;
        run.Register(open.Urn);
        var inputs = Wire.FromStruct(request.Object);
        var old = run.Journal.State.Find(open.Urn);
        var state = new ResourceState(open.Urn, request.Type, request.Name)
        {
            Inputs = inputs,
            Outputs = old?.Outputs ?? ValueMap.Empty,
            Parent = open.Goal.Parent,
            Provider = open.Goal.Provider,
            Dependencies = [.. request.Dependencies],
        };
        run.Journal.Put(state);
        var isSame = old is not null && old.Inputs.Plain().Equals(inputs.Plain());
        run.Did(old is null ? StepKind.Create : isSame ? StepKind.Same : StepKind.Update, open.Goal.Resource, isChange: !isSame);
        return open.Urn;
    }

    public async Task<Registered> RegisterChildAsync(RegisterResourceRequest request)
    {
        Demand(!request.Remote, "a component within a component is beyond this engine");
        Demand(request.Version.Length > 0, $"{request.Name} was registered without a version, so it would get a provider of its own");
        Demand(request is { AcceptSecrets: true, AcceptResources: true, SupportsPartialValues: true, SupportsResultReporting: true }, $"{request.Name} was registered without saying that secrets, references, partial values and results are understood");
        Demand(request.Dependencies.Count == 0 || request.PropertyDependencies.Count > 0, $"{request.Name} was registered without propertyDependencies, so each input would depend on everything");
        Demand(_byUrn.ContainsKey(request.Parent), $"{request.Name} was registered under a parent that no open component has");
        var urn = Urn.Of(run.Options.Stack, run.Program.Name, request.Parent, request.Type, request.Name);
        var inputs = Wire.FromStruct(request.Object);
        return await resources.RegisterAsync(new Goal(
            new ResourceIdentity(urn, request.Type, request.Name), request.Parent, await ProviderOfAsync(request), inputs)
        {
            Dependencies = [.. request.Dependencies],
            PropertyDependencies = request.PropertyDependencies.ToImmutableDictionary(entry => entry.Key, entry => entry.Value.Urns.ToImmutableArray()),
            IgnoreChanges = [.. request.IgnoreChanges],
            ImportId = request.ImportId,
            DeleteBeforeReplace = request.DeleteBeforeReplace,
        });
    }

    public void RegisterOutputs(RegisterResourceOutputsRequest request)
    {
        Demand(_byUrn.TryGetValue(request.Urn, out var open), "outputs were registered for something that is not an open component");
        Demand(open!.Outputs is null, "the outputs of a component were registered twice");
        open.Outputs = Wire.FromStruct(request.Outputs);
        Demand(run.IsPreview || !open.Outputs.HoldsUnknown, "unknown outputs were registered outside a preview");
        run.Journal.Put(run.Journal.State.Find(request.Urn)! with { Outputs = open.Outputs });
    }

    private async Task<string> ProviderOfAsync(RegisterResourceRequest request)
    {
        var package = Urn.PackageOf(request.Type);
        var reference = request.Provider.Length > 0
            ? request.Provider
            : _byUrn[request.Parent].Providers.GetValueOrDefault(package) ?? await providers.DefaultAsync(package);
        var urn = reference.Split("::") is { Length: > 4 } parts ? string.Join("::", parts[..^1]) : reference;
        Demand(run.Journal.State.Find(urn) is { IsProvider: true }, $"{request.Name} names a provider that does not exist");
        return urn;
    }

    private static string KeyOf(string parent, string type, string name) => $"{parent}::{type}::{name}";

    private static void Demand(bool kept, string otherwise)
    {
        if (!kept)
        {
            throw new ProtocolViolationException(otherwise);
        }
    }

    private sealed class Open(Goal goal, ImmutableDictionary<string, string> passed)
    {
        public Goal Goal => goal;

        public ImmutableDictionary<string, string> Providers => passed;

        public string? Urn { get; set; }

        public ValueMap? Outputs { get; set; }
    }
}
