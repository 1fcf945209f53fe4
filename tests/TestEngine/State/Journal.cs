using TestEngine.Values;

namespace TestEngine.State;

/// <summary>The state while a run changes it; each change is handed on at once, so that a killed run loses none.</summary>
internal sealed class Journal(StackState start, Action<StackState> changed)
{
    private readonly Lock _lock = new();
    private StackState _state = start;

    public StackState State
    {
        get
        {
            lock (_lock)
            {
                return _state;
            }
        }
    }

    public void CreateBegins(string urn) => Change(state => state with { PendingCreates = state.PendingCreates.Add(urn) });

    public void CreateEnded(string urn) => Change(state => state with { PendingCreates = state.PendingCreates.Remove(urn) });

    /// <summary>Puts it in the place of the one of that URN, or at the end.</summary>
    public void Put(ResourceState resource) => Change(state =>
    {
        var old = state.Find(resource.Urn);
        return state with
        {
            Resources = old is null ? state.Resources.Add(resource) : state.Resources.Replace(old, resource),
        };
    });

    /// <summary>Puts it at the end: what it needs was made before it.</summary>
    public void PutLast(ResourceState resource) => Change(state => state with
    {
        Resources = state.Resources.RemoveAll(other => other.Urn == resource.Urn && !other.IsToBeDeleted).Add(resource),
    });

    public void MarkForDeletion(ResourceState old) => Change(state => state with
    {
        Resources = state.Resources.Replace(old, old with { IsToBeDeleted = true }),
    });

    public void Remove(ResourceState resource) => Change(state => state with
    {
        Resources = state.Resources.RemoveAll(other =>
            other.Urn == resource.Urn && other.Id == resource.Id && other.IsToBeDeleted == resource.IsToBeDeleted),
    });

    public void SetOutputs(ValueMap outputs) => Change(state => state with { Outputs = outputs });

    private void Change(Func<StackState, StackState> change)
    {
        lock (_lock)
        {
            _state = change(_state);
            changed(_state);
        }
    }
}
