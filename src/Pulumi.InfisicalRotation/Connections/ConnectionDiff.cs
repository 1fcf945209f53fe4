using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Connections;

/// <summary>
/// The changed inputs of a connection. An imported connection has no secrets, because nobody can read them. Those that
/// the program adds are no change until this resource has written credentials: the server may well have the same ones.
/// </summary>
internal static class ConnectionDiff
{
    /// <param name="now">The new inputs.</param>
    /// <param name="oldInputs">The inputs before.</param>
    /// <param name="oldOutputs">The stored outputs; without a hash of the credentials, they were never written.</param>
    /// <param name="ignored">Property paths of <c>ignoreChanges</c>.</param>
    public static ImmutableArray<PropertyChange> Between(
        ConnectionInputs now, PropertyMap oldInputs, PropertyMap oldOutputs, ImmutableArray<string> ignored)
    {
        var changes = InputDiff.Between(now.Fields, oldInputs, now.Marked, ignored);
        return oldOutputs.Get(ConnectionFields.CredentialsHash.Name) is null
            && new ConnectionInputs(now.Type, oldInputs).LacksHiddenMembers
            ? changes.RemoveAll(change => change.Kind == ChangeKind.Add && IsHidden(now, change.Path))
            : changes;
    }

    /// <summary>Whether a path names members of the credentials that no response contains.</summary>
    private static bool IsHidden(ConnectionInputs inputs, string path)
    {
        var credentials = ConnectionFields.Credentials.Name;
        var hidden = inputs.CredentialsField.Fields.Where(field => field.IsNeverShown).Select(field => field.Name);
        return path == credentials
            ? inputs.Members(ConnectionFields.Credentials).Keys.All(hidden.Contains)
            : hidden.Any(name => path == PropertyPath.Member(credentials, name));
    }
}
