using System.Collections.Immutable;
using Grpc.Core;
using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>Plays a program: each resource as soon as what it takes from others is there, then the outputs of the stack.</summary>
internal sealed class ProgramRun
{
    private static readonly TimeSpan CancelTime = TimeSpan.FromSeconds(10);

    private readonly RunContext _run;
    private readonly ProviderPool _providers;
    private readonly CustomResources _resources;
    private readonly Components _components;
    private readonly StackContext _stack;
    private readonly ComponentTypes _types = new();
    private readonly Dictionary<string, Lazy<Task<Registered>>> _declared = new(StringComparer.Ordinal);
    private readonly ProgramScope _scope;

    public ProgramRun(RunContext run, ProviderPool providers, CustomResources resources, Components components, StackContext stack)
    {
        (_run, _providers, _resources, _components, _stack) = (run, providers, resources, components, stack);
        _scope = new ProgramScope(run, _declared, InvokeAsync);
        foreach (var declaration in run.Program.Resources)
        {
            _declared[declaration.Key] = new(() => RegisterAsync(declaration));
        }
    }

    public async Task PlayAsync()
    {
        _run.Register(_run.StackUrn);
        var name = $"{_run.Program.Name}-{_run.Options.Stack}";
        _run.Journal.Put(new ResourceState(_run.StackUrn, Urn.StackType, name));
        var all = Task.WhenAll(_run.Program.Resources.Select(declaration => TryAsync(declaration.Key, _declared[declaration.Key])));
        if (await Task.WhenAny(all, _run.Stopped) != all)
        {
            await EndAsync(all);
        }

        await all;
        if (_run.Stopped.IsCompleted)
        {
            return;
        }

        var outputs = await Expression.From(_run.Program.Outputs).EvaluateAsync(_scope);
        _run.Journal.SetOutputs(((Value.Map)outputs.Value).Entries);
    }

    /// <summary>Waits for calls about resources; components that are still open are ended by Cancel.</summary>
    private async Task EndAsync(Task all)
    {
        await _run.CallsUnderWayAsync();
        await _providers.CancelAsync();
        try
        {
            await all.WaitAsync(CancelTime);
        }
        catch (TimeoutException)
        {
            throw new ProtocolViolationException($"a Construct went on for {CancelTime.TotalSeconds} seconds after Cancel");
        }
    }

    private async Task TryAsync(string key, Lazy<Task<Registered>> resource)
    {
        try
        {
            await resource.Value;
        }
        catch (Exception error) when (error is ProgramException or CheckFailedException or ProviderErrorException
            or ProtocolViolationException or RunStoppedException or RpcException)
        {
            var declaration = _run.Program.Resources.First(each => each.Key == key);
            _run.Fail(error, Urn.Of(_run.Options.Stack, _run.Program.Name, _run.StackUrn, declaration.Token, declaration.Name));
        }
    }

    private async Task<Registered> RegisterAsync(ResourceDeclaration declaration)
    {
        await Task.Yield();
        var inputs = await InputsAsync(declaration);
        var waitedFor = await Task.WhenAll(declaration.DependsOn.Select(key => _declared[key].Value));
        if (declaration.Token.StartsWith("pulumi:providers:", StringComparison.Ordinal))
        {
            var urn = await _providers.RegisterAsync(ProviderPool.PackageOf(declaration.Token), declaration.Name, inputs.Values, _run.StackUrn);
            return new Registered(urn, _run.Journal.State.Find(urn)!.Id, inputs.Values, MissingIsUnknown: false);
        }

        var provider = await ProviderOfAsync(declaration);
        var identity = new ResourceIdentity(
            Urn.Of(_run.Options.Stack, _run.Program.Name, _run.StackUrn, declaration.Token, declaration.Name), declaration.Token, declaration.Name);
        var goal = new Goal(identity, _run.StackUrn, provider, inputs.Values)
        {
            Dependencies = [.. inputs.Urns.Values.SelectMany(urns => urns).Concat(waitedFor.Select(other => other.Urn)).Distinct()],
            PropertyDependencies = inputs.Urns,
            IgnoreChanges = declaration.IgnoreChanges,
            ImportId = declaration.ImportId,
            DeleteBeforeReplace = declaration.DeleteBeforeReplace,
        };
        return await RegisterAsync(declaration, goal);
    }

    private async Task<Registered> RegisterAsync(ResourceDeclaration declaration, Goal goal)
    {
        if (declaration.GetId is { } id)
        {
            var known = await Expression.From(id).EvaluateAsync(_scope);
            return await new ExternalResources(_run, _providers).ReadAsync(goal, known.Value);
        }

        var instance = await _providers.InstanceAsync(goal.Provider);
        if (!await _types.IsComponentAsync(declaration.Token, instance.Session))
        {
            return await _resources.RegisterAsync(goal);
        }

        var state = _run.Journal.State.Find(goal.Provider)!;
        var passed = declaration.Provider is null
            ? ImmutableDictionary<string, string>.Empty
            : ImmutableDictionary<string, string>.Empty.Add(Urn.PackageOf(declaration.Token), $"{state.Urn}::{state.Id}");
        return await _components.ConstructAsync(goal, passed, _stack);
    }

    private async Task<string> ProviderOfAsync(ResourceDeclaration declaration) => declaration.Provider is null
        ? await _providers.DefaultAsync(Urn.PackageOf(declaration.Token))
        : (await Expression.From(declaration.Provider).EvaluateAsync(_scope)).Value is Value.Resource provider
            ? provider.Urn
            : throw new ProgramException($"The provider of {declaration.Key} is no resource.");

    private async Task<(ValueMap Values, ImmutableDictionary<string, ImmutableArray<string>> Urns)> InputsAsync(ResourceDeclaration declaration)
    {
        var values = ValueMap.Empty;
        var urns = ImmutableDictionary<string, ImmutableArray<string>>.Empty;
        foreach (var (name, plain) in declaration.Properties)
        {
            var evaluated = await Expression.From(plain).EvaluateAsync(_scope);
            values = values.With(name, evaluated.Value);
            urns = evaluated.Urns.Count == 0 ? urns : urns.Add(name, [.. evaluated.Urns]);
        }

        return (values, urns);
    }

    private async Task<Evaluated> InvokeAsync(string token, Evaluated arguments)
    {
        if (arguments.Value.HoldsUnknown)
        {
            return arguments with { Value = new Value.Unknown() };
        }

        var instance = await _providers.InstanceAsync(await _providers.DefaultAsync(Urn.PackageOf(token)));
        var reply = await instance.Session.InvokeAsync(token, ((Value.Map)arguments.Value).Entries, _run.IsPreview);
        return reply.Failures is [var failure, ..]
            ? throw new ProgramException($"Invoke of '{token}' failed: {failure.Reason} ({failure.Property})")
            : arguments with { Value = new Value.Map(reply.Result) };
    }
}
