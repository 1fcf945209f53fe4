using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>Checks the inputs of an app connection and fills in its name, without a request.</summary>
internal sealed class ConnectionCheck(ConnectionType type, ProviderSession session)
{
    private static readonly AutomaticName Names = new(ConnectionFields.Name, "connection");

    public CheckAnswer Run(CheckCall call)
    {
        // A replacement is checked a second time, without its old inputs.
        var predecessor = call.OldInputs.Count == 0 ? session.Run.PredecessorOf(call.Urn) : null;
        session.Run.Holders.RecordChecked(call.Urn, predecessor?.Id);
        session.Run.Plans.RecordCheck(call.Urn, isExisting: call.OldInputs.Count > 0);

        // Where the user asks for a replacement, it is created first, so it needs a name of its own.
        var isDeletedFirst = predecessor is not null && session.Run.Plans.CauseOf(call.Urn) != ReplacementCause.Engine;
        var (named, nameError) = Names.Apply(
            call.NewInputs, isDeletedFirst ? predecessor!.Inputs : call.OldInputs, call);
        var inputs = new ConnectionInputs(type, named);
        var old = call.OldInputs.Count > 0 ? new ConnectionInputs(type, call.OldInputs) : null;
        var errors = InputCheck.Check(type.TypeName, FieldsToCheck(inputs, old), named)
            .AddRange(GatewayErrors(inputs))
            .AddRange(BrowserErrors(inputs, old))
            .AddRange(ManagedErrors(inputs, old));
        if (errors.IsEmpty)
        {
            errors = [.. NameErrors(call.Urn, inputs)];
        }

        ImmutableArray<InputError> all = nameError is null ? errors : [nameError, .. errors];
        return new CheckAnswer(
            SecretMarks.Add(inputs.Fields, named), [.. all.Select(error => error.ForEngine())]);
    }

    /// <summary>
    /// The server never shows a secret, so an imported connection has none. They are required only once the resource
    /// has them.
    /// </summary>
    private static ImmutableArray<Field> FieldsToCheck(ConnectionInputs inputs, ConnectionInputs? old)
    {
        if (old is null || old.Method != inputs.Method || old.MissingSecrets() is not { IsEmpty: false } missing)
        {
            return inputs.Fields;
        }

        var credentials = inputs.CredentialsField;
        return inputs.Fields.Replace(credentials, credentials with
        {
            Fields =
            [
                .. credentials.Fields.Select(field =>
                    missing.Contains(field.Name) ? field with { IsRequired = false } : field),
            ],
        });
    }

    private static IEnumerable<InputError> GatewayErrors(ConnectionInputs inputs)
    {
        if (inputs.Type.HasGateway
            && inputs.Value(ConnectionFields.GatewayId) is not null
            && inputs.Value(ConnectionFields.GatewayPoolId) is not null)
        {
            yield return new InputError(
                ConnectionFields.GatewayPoolId.Name,
                ConnectionMessages.TwoGateways,
                inputs.Marked.HasSecret(ConnectionFields.GatewayPoolId));
        }
    }

    private static IEnumerable<InputError> BrowserErrors(ConnectionInputs inputs, ConnectionInputs? old)
    {
        if (inputs.Type.Method(inputs.Method) is { NeedsBrowser: true } && old?.Method != inputs.Method)
        {
            yield return new InputError(
                ConnectionFields.Method.Name,
                ConnectionMessages.NeedsBrowser(inputs.Type),
                inputs.Marked.HasSecret(ConnectionFields.Method));
        }
    }

    private static IEnumerable<InputError> ManagedErrors(ConnectionInputs inputs, ConnectionInputs? old)
    {
        if (old is { IsPlatformManaged: true } && !inputs.IsPlatformManaged
            && !inputs.IsUnknown(ConnectionFields.IsPlatformManagedCredentials)
            && old.Method == inputs.Method && old.ProjectId == inputs.ProjectId)
        {
            yield return new InputError(
                ConnectionFields.IsPlatformManagedCredentials.Name,
                ConnectionMessages.CannotBeTurnedOff,
                inputs.Marked.HasSecret(ConnectionFields.IsPlatformManagedCredentials));
        }
    }

    private IEnumerable<InputError> NameErrors(string urn, ConnectionInputs inputs)
    {
        if (!inputs.IsPlaceKnown)
        {
            session.Run.Names.Replace(urn, []);
            yield break;
        }

        var claim = new Claim(inputs.ProjectId ?? "", "", "", ClaimKind.Connection, inputs.Name!);
        foreach (var (_, owner) in session.Run.Names.Replace(urn, [claim]))
        {
            var isHidden = inputs.Marked.HasSecret(ConnectionFields.Name);
            yield return new InputError(
                ConnectionFields.Name.Name,
                ConnectionMessages.NameClaimed(isHidden ? null : inputs.Name, owner),
                isHidden);
        }
    }
}
