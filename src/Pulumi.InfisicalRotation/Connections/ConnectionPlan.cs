using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// What an update of a connection has to send, computed from old inputs, new inputs and stored outputs. A preview makes
/// the same plan.
/// </summary>
internal sealed class ConnectionPlan
{
    /// <param name="inputs">The new inputs.</param>
    /// <param name="oldInputs">The inputs before.</param>
    /// <param name="oldOutputs">The stored outputs.</param>
    /// <param name="ignored">Property paths of <c>ignoreChanges</c>.</param>
    public ConnectionPlan(
        ConnectionInputs inputs, PropertyMap oldInputs, PropertyMap oldOutputs, ImmutableArray<string> ignored)
    {
        Inputs = inputs;
        OldOutputs = oldOutputs;
        var changed = ConnectionDiff.Between(inputs, oldInputs, oldOutputs, ignored)
            .Select(change => PropertyPath.Root(change.Path))
            .ToImmutableHashSet(StringComparer.Ordinal);
        Renames = changed.Contains(ConnectionFields.Name.Name);
        TurnsManagedOn = changed.Contains(ConnectionFields.IsPlatformManagedCredentials.Name)
            && inputs.IsPlatformManaged;

        // The server requires the credentials together with the switch, and refuses them ever after.
        WritesCredentials = changed.Contains(ConnectionFields.Credentials.Name) || TurnsManagedOn
            || (OldHash == ConnectionState.NotWritten && !inputs.IsPlatformManaged && inputs.MissingSecrets().IsEmpty);
        ChangedFields =
        [
            .. inputs.Fields.Where(field => changed.Contains(field.Name)
                || (WritesCredentials && field.Name == ConnectionFields.Credentials.Name)),
        ];
        IsRefused = WritesCredentials && inputs.IsPlatformManaged && !TurnsManagedOn;
        MissingSecrets = WritesCredentials ? inputs.MissingSecrets() : [];
    }

    public ConnectionInputs Inputs { get; }

    public PropertyMap OldOutputs { get; }

    public ImmutableArray<Field> ChangedFields { get; }

    /// <summary>Whether the credentials are sent. The server replaces them as a whole and tries them.</summary>
    public bool WritesCredentials { get; }

    public bool Renames { get; }

    public bool TurnsManagedOn { get; }

    /// <summary>Whether the update changes credentials that Infisical manages, which the server refuses.</summary>
    public bool IsRefused { get; }

    /// <summary>
    /// Secrets that are needed to write the credentials and that the program does not have: those of an import.
    /// </summary>
    public ImmutableArray<string> MissingSecrets { get; }

    /// <summary>
    /// Whether <see cref="IsRefused"/> is only possible: the preview does not know all credentials, and they may be
    /// unchanged.
    /// </summary>
    public bool IsPerhapsRefused =>
        IsRefused && Inputs.Marked.Get(ConnectionFields.Credentials.Name) is { } value && value.HasUnknown();

    /// <inheritdoc cref="ConnectionState.HashOf"/>
    public string? OldHash => ConnectionState.HashOf(OldOutputs);

    /// <exception cref="RefusalException">The server would refuse the update.</exception>
    public void RefuseIfImpossible()
    {
        if (IsRefused && !IsPerhapsRefused)
        {
            throw new RefusalException(RefusalKind.InvalidInput, ConnectionMessages.CredentialsManaged);
        }

        if (!MissingSecrets.IsEmpty)
        {
            throw new RefusalException(
                RefusalKind.InvalidInput, ConnectionMessages.SecretsNeeded(MissingSecrets));
        }
    }

    /// <summary>The changed properties; a null clears a text, and an object without members clears settings.</summary>
    public JsonObject Body()
    {
        var body = new JsonObject();
        foreach (var field in ChangedFields)
        {
            body[field.Name] = Inputs.Json(field)
                ?? (field.Default is { } value ? FieldJson.ToJson(value)
                    : field.Kind == FieldKind.Object ? new JsonObject()
                    : null);
        }

        return body;
    }

    /// <summary>
    /// Whether the connection has the values of this plan. Of secrets only the hash shows that they were written, and
    /// an answer that is older than the state shows nothing.
    /// </summary>
    /// <param name="connection">The connection now.</param>
    /// <param name="hashBefore">The hash of the credentials directly before the request.</param>
    public bool IsApplied(AppConnection connection, string? hashBefore) =>
        !ConnectionState.IsOlder(connection, OldOutputs)
        && InputDiff.Between(
            ChangedFields,
            ConnectionState.ReadInputs(Inputs.Type, Inputs.Marked, Inputs.Marked, connection),
            Inputs.Marked).IsEmpty
        && (!WritesCredentials || (connection.CredentialsHash is { } hash && hash != hashBefore));

    /// <summary>
    /// The hash directly before the request: that of the state where a replica answered with an older version.
    /// </summary>
    public string? HashBefore(AppConnection current) =>
        ConnectionState.IsOlder(current, OldOutputs) ? OldHash : current.CredentialsHash;

    /// <summary>The outputs after the update.</summary>
    public PropertyMap OutputsOf(AppConnection connection) => ConnectionState.OutputsOf(
        Inputs.Type, Inputs.Marked, OldOutputs, connection, WritesCredentials ? connection.CredentialsHash : OldHash);

    /// <summary>The outputs of a preview, or of an update that sends nothing: the inputs and what cannot change.</summary>
    public PropertyMap Predicted()
    {
        var outputs = ConnectionState.Predicted(Inputs);
        foreach (var field in ConnectionFields.Outputs)
        {
            var isKept = ChangedFields.IsEmpty
                || (field != ConnectionFields.UpdatedAt
                    && (field != ConnectionFields.CredentialsHash || !WritesCredentials));
            if (isKept && OldOutputs.Get(field.Name) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        return outputs;
    }
}
