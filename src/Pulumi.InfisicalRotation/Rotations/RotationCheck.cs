using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Rotations;

/// <summary>
/// Checks the inputs of a rotation and fills in defaults, without a request. Names that two resources of the stack use
/// are found here: neither is on the server yet, so no read would show the conflict.
/// </summary>
internal sealed class RotationCheck(RotationType type, ProviderSession session)
{
    private static readonly AutomaticName Names = new(Envelope.Name, "rotation");

    public CheckAnswer Run(CheckCall call)
    {
        // A replacement is checked a second time, without its old inputs.
        var predecessor = call.OldInputs.Count == 0 ? session.Run.PredecessorOf(call.Urn) : null;
        session.Run.Holders.RecordChecked(call.Urn, predecessor?.Id);
        var olds = predecessor?.Inputs ?? call.OldInputs;
        var (inputs, nameError) = Names.Apply(WithDefaults(call.NewInputs, olds), olds, call);
        var errors = InputCheck.Check(type.TypeName, type.Inputs, inputs)
            .AddRange(CreationErrors(call, inputs))
            .AddRange(Compliance.Errors(new RotationInputs(type, inputs)));
        if (errors.IsEmpty)
        {
            errors = [.. ClaimErrors(call.Urn, new RotationInputs(type, inputs))];
        }

        session.Run.Plans.RecordPlan(call.Urn, new ResourcePlan(type, inputs));
        session.Run.Plans.RecordCheck(call.Urn, isExisting: call.OldInputs.Count > 0);
        ImmutableArray<InputError> all = nameError is null ? errors : [nameError, .. errors];
        return new CheckAnswer(SecretMarks.Add(type.Inputs, inputs), [.. all.Select(error => error.ForEngine())]);
    }

    /// <summary>
    /// The provider configuration fills in what the program leaves out. The environment does so for new rotations only:
    /// on another machine it must not move or replace existing ones.
    /// </summary>
    private PropertyMap WithDefaults(PropertyMap inputs, PropertyMap olds)
    {
        var settings = session.Settings;
        inputs = WithDefault(
            Envelope.ProjectId, ProviderConfig.ProjectId, settings.ProjectId, settings.IsProjectConfigured);
        inputs = WithDefault(
            Envelope.Environment, ProviderConfig.Environment, settings.Environment, settings.IsEnvironmentConfigured);
        return Envelope.PolicyInputs
            .Where(field => inputs.Get(field.Name) is null)
            .Aggregate(
                inputs,
                (all, field) => settings.DefaultOf(field) is { } value ? all.With(field.Name, value) : all);

        PropertyMap WithDefault(Field field, Field setting, string? text, bool isConfigured)
        {
            var given = text is null ? null : settings.WithMark(setting, text);
            var value = isConfigured ? given : olds.Get(field.Name) ?? given;
            return inputs.Get(field.Name) is null && value is not null ? inputs.With(field.Name, value) : inputs;
        }
    }

    /// <summary>What only a creation needs is not required of an existing rotation.</summary>
    private IEnumerable<InputError> CreationErrors(CheckCall call, PropertyMap inputs)
    {
        if (type is { CreationRule: { } rule, TemporaryParametersField: { } field } && call.OldInputs.Count == 0
            && inputs.Get(type.ParametersField.Name)?.Plain() is PropertyValue.Map { Properties: var parameters }
            && (inputs.Get(field.Name)?.Plain() ?? PropertyMap.Empty) is PropertyValue.Map { Properties: var temporary }
            && rule(parameters, temporary) is { } error)
        {
            yield return error with { Path = PropertyPath.Member(field.Name, error.Path), IsHidden = true };
        }
    }

    private IEnumerable<InputError> ClaimErrors(string urn, RotationInputs inputs)
    {
        if (inputs is not { ProjectId: { } projectId, Environment: { } environment, SecretPath: { } folder })
        {
            yield break;
        }

        ImmutableArray<Claim> claims =
        [
            .. inputs.Name is { } name ? (ReadOnlySpan<Claim>)[Claimed(ClaimKind.Rotation, name)] : [],
            .. inputs.SecretNames.Values.Select(secret => Claimed(ClaimKind.Secret, secret)),
        ];
        foreach (var (claim, owner) in session.Run.Names.Replace(urn, claims))
        {
            yield return claim.Kind == ClaimKind.Rotation
                ? NameError(inputs, claim.Name, owner)
                : SecretError(inputs, claim.Name, owner);
        }

        Claim Claimed(ClaimKind kind, string claimed) => new(projectId, environment, folder, kind, claimed);
    }

    private static InputError NameError(RotationInputs inputs, string name, string owner)
    {
        var isHidden = inputs.Marked.HasSecret(Envelope.Name);
        return new InputError(Envelope.Name.Name, CheckMessages.NameClaimed(isHidden ? null : name, owner), isHidden);
    }

    private InputError SecretError(RotationInputs inputs, string secret, string owner)
    {
        var isHidden = inputs.Marked.HasSecret(type.SecretsMappingField);
        var field = inputs.SecretNames.First(pair => pair.Value == secret).Key;
        return new InputError(
            PropertyPath.Member(type.SecretsMappingField.Name, field),
            CheckMessages.SecretClaimed(isHidden ? null : secret, owner),
            isHidden);
    }
}
