using TestEngine.Plugins;
using TestEngine.State;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>From what is wanted to what is remembered.</summary>
internal static class GoalForms
{
    public static ResourceState ToState(this Goal goal, string id, ValueMap inputs, ResourceReply reply) =>
        new(goal.Resource.Urn, goal.Resource.Type, goal.Resource.Name)
        {
            IsCustom = true,
            Id = id,
            Inputs = inputs,
            Outputs = reply.Outputs,
            Parent = goal.Parent,
            Provider = goal.Provider,
            Dependencies = goal.Dependencies,
            PropertyDependencies = goal.PropertyDependencies,
            InitErrors = reply.InitErrors,
            RefreshBeforeUpdate = reply.RefreshBeforeUpdate,
        };
}
