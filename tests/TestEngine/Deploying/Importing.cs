using TestEngine.Language;
using TestEngine.Plugins;
using TestEngine.State;

namespace TestEngine.Deploying;

/// <summary>Takes an object that exists into the state, without a program: its inputs are what is read.</summary>
internal sealed class Importing(RunContext run, ProviderPool providers)
{
    public async Task RunAsync(string type, string name, string id)
    {
        run.Journal.Put(new ResourceState(run.StackUrn, Urn.StackType, $"{run.Program.Name}-{run.Options.Stack}"));
        var provider = await providers.DefaultAsync(Urn.PackageOf(type));
        var session = (await providers.InstanceAsync(provider)).Session;
        var identity = new ResourceIdentity(Urn.Of(run.Options.Stack, run.Program.Name, run.StackUrn, type, name), type, name);
        var read = await session.ReadAsync(identity, id, null, null) ?? throw new ProgramException($"resource '{id}' does not exist");
        var check = await session.CheckAsync(identity, read.Inputs!, read.Inputs!, RunContext.NewSeed(), isPreview: false);
        if (check.Failures.Length > 0)
        {
            throw new CheckFailedException(identity, check.Failures);
        }

        if (!check.Inputs.Plain().Equals(read.Inputs!.Plain()))
        {
            throw new ProtocolViolationException("Check changes the inputs that an import read, so the next run would show a change");
        }

        var goal = new Goal(identity, run.StackUrn, provider, read.Inputs);
        run.Journal.PutLast(goal.ToState(read.Id, read.Inputs, read));
        run.Did(StepKind.Import, identity, isChange: true);
    }
}
