using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// The state of a connection and its inputs, computed from the program's inputs and the server's response without a
/// request. The server never shows a secret of the credentials, so those of the program stay.
/// </summary>
internal static class ConnectionState
{
    /// <summary>
    /// In place of the hash in the state where the credentials of the program could not be written: the next update
    /// writes them.
    /// </summary>
    public const string NotWritten = "not-written";

    /// <summary>The inputs that a program would need for the connection as it is.</summary>
    /// <param name="type">The connection type.</param>
    /// <param name="old">The inputs before; empty for an import.</param>
    /// <param name="shown">The outputs before; empty if there are none.</param>
    /// <param name="connection">The response.</param>
    public static PropertyMap ReadInputs(
        ConnectionType type, PropertyMap old, PropertyMap shown, AppConnection connection)
    {
        var fields = type.InputsOf(connection.Method);
        var inputs = LiveInputs.Of(fields, old, WithoutHidden(type, shown.Plain()), Answer(type, connection));
        return SecretMarks.Add(fields, inputs);
    }

    /// <summary>All outputs, with the secret wrappers of the inputs.</summary>
    /// <param name="type">The connection type.</param>
    /// <param name="inputs">The inputs of the program.</param>
    /// <param name="before">The outputs before; empty for a new connection.</param>
    /// <param name="connection">The response.</param>
    /// <param name="writtenHash">The hash at the last write of this resource; null if it never wrote credentials.</param>
    public static PropertyMap OutputsOf(
        ConnectionType type, PropertyMap inputs, PropertyMap before, AppConnection connection, string? writtenHash)
    {
        var outputs = ReadInputs(type, inputs, before, connection);
        foreach (var field in type.InputsOf(connection.Method))
        {
            if (outputs.Get(field.Name) is null && field.Default is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        outputs = outputs
            .With(ConnectionFields.ConnectionId.Name, connection.Id)
            .With(ConnectionFields.App.Name, type.App);
        outputs = Set(outputs, before, ConnectionFields.OrganizationId, connection.OrganizationId);
        outputs = Set(outputs, ConnectionFields.CredentialsHash, writtenHash);
        outputs = Set(outputs, before, ConnectionFields.CreatedAt, connection.CreatedAt);
        return Set(outputs, before, ConnectionFields.UpdatedAt, connection.UpdatedAt);
    }

    /// <summary>The inputs as the state will hold them: all that is known before the server answers.</summary>
    public static PropertyMap Predicted(ConnectionInputs inputs)
    {
        var outputs = PropertyMap.Empty.With(ConnectionFields.App.Name, inputs.Type.App);
        foreach (var field in inputs.Fields)
        {
            if ((inputs.Marked.Get(field.Name) ?? field.Default) is { } value)
            {
                outputs = outputs.With(field.Name, value);
            }
        }

        return outputs;
    }

    /// <summary>The inputs and what identifies the connection, where the rest of the response cannot be processed.</summary>
    public static PropertyMap Predicted(ConnectionInputs inputs, AppConnection connection)
    {
        var outputs = Predicted(inputs).With(ConnectionFields.ConnectionId.Name, connection.Id);
        outputs = Set(outputs, ConnectionFields.OrganizationId, connection.OrganizationId);
        outputs = Set(outputs, ConnectionFields.CreatedAt, connection.CreatedAt);
        return Set(outputs, ConnectionFields.CredentialsHash, connection.CredentialsHash);
    }

    /// <summary>
    /// The hash of the credentials at the last write of this resource, by the stored outputs; <see cref="NotWritten"/>,
    /// or null if it never wrote any.
    /// </summary>
    public static string? HashOf(PropertyMap outputs) => outputs.TextOf(ConnectionFields.CredentialsHash);

    /// <summary>
    /// Whether the server has the credentials that this resource wrote last, unless somebody changed them.
    /// </summary>
    public static bool AreCredentialsWritten(PropertyMap outputs) => HashOf(outputs) is not (null or NotWritten);

    /// <summary>When the server created the connection; null if the state does not say it.</summary>
    public static DateTimeOffset? CreatedAt(PropertyMap outputs) => StoredTime.Of(outputs, ConnectionFields.CreatedAt);

    /// <summary>Whether an answer shows the connection before the last change that the state knows.</summary>
    public static bool IsOlder(AppConnection connection, PropertyMap outputs) =>
        StoredTime.Of(connection.UpdatedAt) < StoredTime.Of(outputs, ConnectionFields.UpdatedAt);

    /// <summary>
    /// Whether <see cref="IsOlder"/> may come from a replica that has not caught up with the last change yet.
    /// </summary>
    public static bool IsPossiblyStale(AppConnection connection, PropertyMap outputs, DateTimeOffset now) =>
        IsOlder(connection, outputs)
        && now - StoredTime.Of(outputs, ConnectionFields.UpdatedAt) <= Polling.ConsistencyWindow;

    /// <summary>Whether a connection is what a create asked for, as far as the server shows it.</summary>
    public static bool IsAsRequested(ConnectionInputs inputs, AppConnection connection) =>
        connection.App == inputs.Type.App
        && connection.Name == inputs.Name
        && (connection.ProjectId ?? inputs.ProjectId) == inputs.ProjectId
        && connection.Method == inputs.Method
        && InputDiff.Between(
            inputs.Fields, inputs.Marked, ReadInputs(inputs.Type, inputs.Marked, PropertyMap.Empty, connection)).IsEmpty;

    /// <summary>The inputs without the members of the credentials that the server never shows.</summary>
    public static PropertyMap WithoutHidden(ConnectionType type, PropertyMap inputs)
    {
        var name = ConnectionFields.Credentials.Name;
        var (isMarked, value) = inputs.Get(name) switch
        {
            PropertyValue.Secret secret => (true, secret.Value),
            PropertyValue.Output { Value: { } inner } output => (output.IsSecret, inner),
            var plain => (false, plain),
        };
        if (value is not PropertyValue.Map { Properties: var members })
        {
            return inputs;
        }

        var hidden = type.Inputs.First(field => field.Name == name).Fields.Where(field => field.IsNeverShown);
        foreach (var member in hidden)
        {
            members = members.Without(member.Name);
        }

        return inputs.With(name, isMarked ? new PropertyValue.Secret(members) : members);
    }

    /// <summary>The inputs in a response, with its explicit nulls: those differ from what it leaves out.</summary>
    private static PropertyMap Answer(ConnectionType type, AppConnection connection)
    {
        var answer = Set(PropertyMap.Empty, ConnectionFields.Name, connection.Name);
        answer = Set(answer, ConnectionFields.ProjectId, connection.ProjectId);
        answer = Set(answer, ConnectionFields.Method, connection.Method);
        answer = Set(answer, ConnectionFields.Description, connection.Description);
        answer = Set(answer, ConnectionFields.GatewayId, connection.GatewayId);
        answer = Set(answer, ConnectionFields.GatewayPoolId, connection.GatewayPoolId);
        if (connection.IsPlatformManagedCredentials is { } isManaged)
        {
            answer = answer.With(ConnectionFields.IsPlatformManagedCredentials.Name, isManaged);
        }

        if (connection.Configuration is { } configuration)
        {
            answer = answer.With(ConnectionFields.ConfigurationName, FieldJson.FromJson(configuration, keepsNulls: true));
        }

        // A null in place of a hidden member says nothing about it.
        return connection.Credentials is { } credentials
            ? WithoutHidden(
                type,
                answer.With(ConnectionFields.Credentials.Name, FieldJson.FromJson(credentials, keepsNulls: true)))
            : answer;
    }

    private static PropertyMap Set(PropertyMap outputs, PropertyMap before, Field field, string? text) =>
        text is { Length: > 0 } ? outputs.With(field.Name, text)
        : before.Get(field.Name) is { } known ? outputs.With(field.Name, known)
        : outputs;

    private static PropertyMap Set(PropertyMap answer, Field field, string? text) =>
        text is { Length: > 0 } ? answer.With(field.Name, text) : answer;

    private static PropertyMap Set(PropertyMap answer, Field field, Optional text) =>
        text.IsShown ? answer.With(field.Name, Nullable(text.Text)) : answer;

    private static PropertyValue Nullable(string? text) =>
        text is null ? PropertyValue.Null.Instance : new PropertyValue.Text(text);
}
