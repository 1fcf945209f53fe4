using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation;

/// <summary>
/// This provider: looks up what a token stands for and hands the call on. Everything up to the first call about a resource works
/// offline and without credentials.
/// </summary>
internal sealed class InfisicalProvider(TimeProvider time, Func<string, string?> environment) : PulumiProvider, IDisposable
{
    private volatile ProviderSession? _session;

    public override CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs)
    {
        // What comes from the environment stays out of the answer: it would be stored, and be stale at the next destroy.
        var failures = ProviderSettings.Check(ProviderSettings.Decode(newInputs)).Select(finding => finding.ToFailure());
        return new CheckAnswer(SecretMarks.Secrets(ProviderConfig.All, newInputs), [.. failures]);
    }

    /// <summary>
    /// Every change counts as one, for otherwise the engine goes on with the configuration before; none replaces the provider, and
    /// with it every rotation.
    /// </summary>
    public override DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs)
    {
        var (before, after) = (ProviderSettings.Decode(oldInputs).Plain(), ProviderSettings.Decode(newInputs).Plain());
        var names = before.Keys.Union(after.Keys)
            .Where(name => name is not ("version" or "pluginDownloadURL") && !name.StartsWith("__", StringComparison.Ordinal))
            .Where(name => !Canonical.AreEqual(
                ProviderConfig.All.FirstOrDefault(field => field.Name == name) ?? Field.OpenMap(name, ""), before.Get(name), after.Get(name)))
            .Order(StringComparer.Ordinal);
        return new DiffAnswer(
            [.. names.Select(name => new PropertyChange(name, Kind(oldInputs.Get(name), newInputs.Get(name)), Replaces: false))],
            DeleteBeforeReplace: false);
    }

    public override void Configure(PropertyMap args)
    {
        // A state written by a newer version may name more; it must not stop a destroy.
        var known = args.Where(pair => ProviderConfig.All.Any(field => field.Name == pair.Key));
        var decoded = ProviderSettings.Decode(PropertyMap.From(known));
        var findings = ProviderSettings.Check(decoded);
        if (!findings.IsEmpty)
        {
            throw new RefusalException(RefusalKind.InvalidInput, string.Join("\n", findings.Select(finding => $"{finding.Path} {finding.Reason}")));
        }

        // The session before is left to calls that still use it.
        _session = new ProviderSession(ProviderSettings.From(decoded, environment, File.ReadAllText), time);
    }

    public override CheckAnswer Check(CheckCall call) => Resource(call.Type, call.NewInputs).Check(call);

    public override DiffAnswer Diff(DiffCall call) => Resource(call.Type, call.NewInputs).Diff(call);

    public override Task<CreateAnswer> Create(CreateCall call, CallContext context) => Redaction.Keep(
        context, [call.Inputs], discreet => Resource(call.Type, call.Inputs).Create(call, discreet));

    public override Task<ReadAnswer?> Read(ReadCall call, CallContext context) => Redaction.Keep(
        context, [call.State, call.Inputs], discreet => Resource(call.Type, call.State ?? PropertyMap.Empty).Read(call, discreet));

    public override Task<UpdateAnswer> Update(UpdateCall call, CallContext context) => Redaction.Keep(
        context, [call.OldInputs, call.OldOutputs, call.NewInputs], discreet => Resource(call.Type, call.NewInputs).Update(call, discreet));

    public override Task Delete(DeleteCall call, CallContext context) => Redaction.Keep(
        context, [call.OldInputs, call.OldOutputs], async discreet =>
        {
            await Resource(call.Type, call.OldInputs).Delete(call, discreet);
            return true;
        });

    public override Task<ListAnswer> List(ListCall call, CallContext context) => Resource(call.Type, call.Query).List(call, context);

    public override Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context) =>
        call.Type == PackageInfo.Token(RotatedAwsIamUserFields.TypeName)
            ? RotatedAwsIamUser.Construct(call, register, context.Cancelled)
            : throw new RefusalException(RefusalKind.InvalidInput, FieldMessages.UnknownType(call.Type));

    public void Dispose() => _session?.Dispose();

    private static ChangeKind Kind(PropertyValue? before, PropertyValue? after) =>
        before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update;

    private RotationResource Resource(string token, PropertyMap inputs)
    {
        if (token == PackageInfo.Token(RotatedAwsIamUserFields.TypeName))
        {
            throw new RefusalException(RefusalKind.InvalidInput, FieldMessages.ComponentHasNoState(token));
        }

        var slug = (inputs.Get(Envelope.Type.Name)?.Plain() as PropertyValue.Text)?.Value.Trim() ?? "";
        var type = RotationTypes.Find(token, slug) ?? throw new RefusalException(RefusalKind.InvalidInput, FieldMessages.UnknownType(token));
        return new RotationResource(type, _session ?? throw new RefusalException(RefusalKind.Precondition, FieldMessages.NotConfigured));
    }
}
