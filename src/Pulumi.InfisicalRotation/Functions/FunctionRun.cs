using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Runs a function: checks the arguments, and sends no request if one is wrong.</summary>
internal sealed class FunctionRun(ProviderSession session)
{
    public async Task<InvokeAnswer> Run(Function function, PropertyMap given, CancellationToken cancelled)
    {
        var fields = function.Definition.Arguments;
        var values = WithDefaults(fields, given);
        var errors = InputCheck.Check(function.Definition.Name, fields, values).AddRange(UnknownErrors(given));
        if (!errors.IsEmpty)
        {
            return new InvokeAnswer(PropertyMap.Empty, [.. errors.Select(error => error.ForEngine())]);
        }

        try
        {
            var answer = await function.Run(new Arguments(values), session, cancelled);
            answer = answer with { Errors = [.. answer.Errors.Select(WithoutSettings)] };
            return values.Values.Any(Unwrap.HasSecret) ? AsSecret(answer, values) : answer;
        }
        catch (ApiException fault)
        {
            throw fault.ToRefusal();
        }
    }

    /// <summary>The results of a look-up may contain a setting that the user marked.</summary>
    private InputError WithoutSettings(InputError error) =>
        error with { Reason = error.Reason.Without(session.Settings.Secrets) };

    private PropertyMap WithDefaults(ImmutableArray<Field> fields, PropertyMap given)
    {
        var projectId = fields.FirstOrDefault(field => field.HasProviderDefault && field.Name == Envelope.ProjectId.Name);
        return projectId is not null && given.Get(projectId.Name) is null && session.Settings.ProjectId is { } setting
            ? given.With(projectId.Name, session.Settings.WithMark(ProviderConfig.ProjectId, setting))
            : given;
    }

    /// <summary>The engine waits for values only in the output form of a function.</summary>
    private static IEnumerable<InputError> UnknownErrors(PropertyMap given) => given
        .Where(pair => pair.Value.HasUnknown())
        .Select(pair => new InputError(
            PropertyPath.Member("", pair.Key), FunctionMessages.ArgumentUnknown, pair.Value.HasSecret()));

    /// <summary>What follows from a secret may show it.</summary>
    private static InvokeAnswer AsSecret(InvokeAnswer answer, PropertyMap values) => new(
        PropertyMap.From(answer.Results.Select(pair =>
            KeyValuePair.Create<string, PropertyValue>(pair.Key, new PropertyValue.Secret(pair.Value)))),
        [.. answer.Errors.Select(error => error with { Reason = Redaction.Of(error.Reason, values), IsHidden = true })
            .Select(error => error.ForEngine())]);
}
