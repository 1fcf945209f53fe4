using System.Collections.Concurrent;
using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Rotations;
using Pulumi.InfisicalRotation.Components;
using Pulumi.InfisicalRotation.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Rotations;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation;

/// <summary>
/// The provider: looks up the resource or component of a token and passes the call on. Works offline and without
/// credentials until the first call that reads or changes a resource.
/// </summary>
internal sealed class InfisicalProvider(TimeProvider time, Func<string, string?> readVariable)
    : PulumiProvider, IDisposable
{
    private readonly ConcurrentDictionary<(Uri, Uri), bool> _hostChanges = new();
    private volatile ProviderSession? _session;

    /// <summary>
    /// Reports what is wrong with the configuration of the program and with the environment of this run. Configure does
    /// not, because its configuration may be that of an earlier run.
    /// </summary>
    public override CheckAnswer CheckConfig(PropertyMap oldInputs, PropertyMap newInputs)
    {
        // Values from the environment are not part of the answer: the state would keep them for a later run.
        var decoded = SettingsCheck.Decode(newInputs);
        var wrong = SettingsCheck.Check(decoded);
        var errors = wrong
            .Concat(wrong.IsEmpty ? SettingsCheck.CheckLogin(decoded, readVariable) : [])
            .Select(error => error.ForEngine())
            .Concat(SettingsCheck.CheckEnvironment(decoded, readVariable)
                .Concat(AwsBlock.CheckEnvironment(decoded, readVariable))
                .Select(fault => new InputError("", fault)));
        return new CheckAnswer(SecretMarks.Add(ProviderConfig.All, newInputs), [.. errors]);
    }

    /// <summary>
    /// Reports every change, because the engine otherwise keeps the old configuration. No change replaces the provider:
    /// that would replace all of its resources.
    /// </summary>
    public override DiffAnswer DiffConfig(PropertyMap oldInputs, PropertyMap newInputs, CallContext context)
    {
        var (old, now) = (SettingsCheck.Decode(oldInputs), SettingsCheck.Decode(newInputs));

        // The engine asks again for each resource that changes to another provider.
        if (HostChange.Find(old, now, readVariable) is { } change && _hostChanges.TryAdd(change, true))
        {
            context.Warn(SettingsMessages.HostChanged);
        }

        var (before, after) = (old.Plain(), now.Plain());
        var names = before.Keys.Union(after.Keys)
            .Where(name => name is not ("version" or "pluginDownloadURL"))
            .Where(name => !name.StartsWith("__", StringComparison.Ordinal))
            .Where(name => !Canonical.AreEqual(SettingOf(name), before.Get(name), after.Get(name)))
            .Order(StringComparer.Ordinal);
        return new DiffAnswer(
            [.. names.Select(name => new PropertyChange(
                name, KindOf(oldInputs.Get(name), newInputs.Get(name)), Replaces: false))],
            DeleteBeforeReplace: false);
    }

    public override void Configure(PropertyMap args, Action<LogLevel, string> log)
    {
        // A newer version may have stored more settings; they must not prevent a destroy.
        var known = args.Where(pair => ProviderConfig.All.Any(field => field.Name == pair.Key));
        var settings = ProviderSettings.From(
            SettingsCheck.Decode(PropertyMap.From(known)), readVariable, CertificateFile.Read);

        // Calls in progress still use the previous session, so it is not disposed.
        _session = new ProviderSession(settings, time, log);
    }

    /// <summary>A run that compared nothing ends like a successful one, so its last lines say that.</summary>
    public override void RunEnds() => _session?.WarnIfNothingCompared();

    public override CheckAnswer Check(CheckCall call) => Resource(call.Type, call.NewInputs).Check(call);

    public override DiffAnswer Diff(DiffCall call) => Resource(call.Type, call.NewInputs).Diff(call);

    public override Task<CreateAnswer> Create(CreateCall call, CallContext context) => Redacted(
        context, [call.Inputs], redacted => Resource(call.Type, call.Inputs).Create(call, redacted));

    public override Task<ReadAnswer?> Read(ReadCall call, CallContext context) => Redacted(
        context,
        [call.State, call.Inputs],
        async redacted => await Resource(call.Type, SourceOfType(call)).Read(call, redacted) is { } answer
            ? answer with
            {
                State = _session!.Settings.WithMarks(answer.State),
                Inputs = _session.Settings.WithMarks(answer.Inputs),
            }
            : null);

    public override Task<UpdateAnswer> Update(UpdateCall call, CallContext context) => Redacted(
        context,
        [call.OldInputs, call.OldOutputs, call.NewInputs],
        redacted => Resource(call.Type, call.NewInputs).Update(call, redacted));

    public override Task Delete(DeleteCall call, CallContext context) => Redacted(
        context,
        [call.OldInputs, call.OldOutputs],
        async redacted =>
        {
            await Resource(call.Type, call.OldInputs).Delete(call, redacted);
            return true;
        });

    public override Task<ListAnswer> List(ListCall call, CallContext context) =>
        Redacted(context, [call.Query], redacted => Resource(call.Type, call.Query).List(call, redacted));

    public override Task<InvokeAnswer> Invoke(InvokeCall call, CallContext context) => Redacted(
        context,
        [call.Arguments],
        redacted => new FunctionRun(Session).Run(
            FunctionList.Find(call.Token)
                ?? throw new RefusalException(RefusalKind.InvalidInput, TokenMessages.UnknownFunction(call.Token)),
            call.Arguments,
            redacted.Cancelled));

    public override PropertyMap StoredInputs(ConstructCall call) =>
        IsComponent(call.Type) ? RotatedAwsIamUser.StoredInputs(call) : call.Inputs;

    public override Task<ConstructAnswer> Construct(ConstructCall call, RegisterChild register, CallContext context) =>
        IsComponent(call.Type)
            ? Redacted(context, [RotatedAwsIamUser.StoredInputs(call)], redacted => RotatedAwsIamUser.Construct(
                call,
                register,
                new ComponentSession(
                    _session?.Aws is { } aws ? aws.FindUserArn : null, name => _session?.Run.RecordNewPolicy(name)),
                redacted.Cancelled))
            : throw new RefusalException(RefusalKind.InvalidInput, TokenMessages.UnknownType(call.Type));

    public void Dispose() => _session?.Dispose();

    private ProviderSession Session =>
        _session ?? throw new RefusalException(RefusalKind.Precondition, SettingsMessages.NotConfigured);

    private Task<T> Redacted<T>(
        CallContext context, ImmutableArray<PropertyMap?> maps, Func<CallContext, Task<T>> call) =>
        Redaction.Run(context, maps, _session?.Settings.Secrets ?? [], call);

    private static bool IsComponent(string token) => token == PackageInfo.Token(RotatedAwsIamUserFields.TypeName);

    private static Field SettingOf(string name) =>
        ProviderConfig.All.FirstOrDefault(field => field.Name == name) ?? Field.OpenMap(name, "");

    private static ChangeKind KindOf(PropertyValue? before, PropertyValue? after) =>
        before is null ? ChangeKind.Add : after is null ? ChangeKind.Delete : ChangeKind.Update;

    /// <summary>The generic resource stores its type; in an incomplete state the inputs still have it.</summary>
    private static PropertyMap SourceOfType(ReadCall call) =>
        (call.State?.Get(Envelope.Type.Name) is null ? call.Inputs : call.State) ?? PropertyMap.Empty;

    private IResource Resource(string token, PropertyMap inputs)
    {
        if (IsComponent(token))
        {
            throw new RefusalException(RefusalKind.InvalidInput, TokenMessages.ComponentCannotBeRead(token));
        }

        if (ConnectionTypes.Find(token) is { } connection)
        {
            return new ConnectionResource(connection, Session);
        }

        var slug = inputs.TextOf(Envelope.Type)?.Trim() ?? "";
        var type = RotationTypes.Find(token, slug)
            ?? throw new RefusalException(RefusalKind.InvalidInput, TokenMessages.UnknownType(token));
        return new RotationResource(type, Session);
    }
}
