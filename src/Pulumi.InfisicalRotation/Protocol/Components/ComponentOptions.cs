using Pulumi.InfisicalRotation.Protos;

namespace Pulumi.InfisicalRotation.Protocol.Components;

/// <summary>
/// The user's resource options of a component. The engine applies them only if the registration has them.
/// </summary>
internal static class ComponentOptions
{
    public static void Copy(ConstructRequest from, RegisterResourceRequest to)
    {
        to.Aliases.Add(from.Aliases);
        to.AliasSpecs = true;
        to.IgnoreChanges.Add(from.IgnoreChanges);
        to.ReplaceOnChanges.Add(from.ReplaceOnChanges);
        to.AdditionalSecretOutputs.Add(from.AdditionalSecretOutputs);
        to.DeletedWith = from.DeletedWith;
        to.ReplaceWith.Add(from.ReplaceWith);
        to.ReplacementTrigger = from.ReplacementTrigger;
        to.CustomTimeouts = Timeouts(from.CustomTimeouts);
        to.Hooks = Hooks(from.ResourceHooks);
        CopyOptional(from, to);
    }

    /// <summary>An unset option is inherited from the parent, so it is not sent as false.</summary>
    private static void CopyOptional(ConstructRequest from, RegisterResourceRequest to)
    {
        if (from.HasProtect)
        {
            to.Protect = from.Protect;
        }

        if (from.HasRetainOnDelete)
        {
            to.RetainOnDelete = from.RetainOnDelete;
        }

        if (from.HasDeleteBeforeReplace)
        {
            to.DeleteBeforeReplace = from.DeleteBeforeReplace;
            to.DeleteBeforeReplaceDefined = true;
        }
    }

    private static RegisterResourceRequest.Types.CustomTimeouts? Timeouts(
        ConstructRequest.Types.CustomTimeouts? from) => from is null
        ? null
        : new() { Create = from.Create, Update = from.Update, Delete = from.Delete, Read = from.Read };

    private static RegisterResourceRequest.Types.ResourceHooksBinding? Hooks(
        ConstructRequest.Types.ResourceHooksBinding? from) => from is null
        ? null
        : new()
        {
            BeforeCreate = { from.BeforeCreate },
            AfterCreate = { from.AfterCreate },
            BeforeUpdate = { from.BeforeUpdate },
            AfterUpdate = { from.AfterUpdate },
            BeforeDelete = { from.BeforeDelete },
            AfterDelete = { from.AfterDelete },
            OnError = { from.OnError },
        };
}
