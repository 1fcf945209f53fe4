using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Google.Protobuf.WellKnownTypes;

namespace AwsStandIn;

/// <summary>A kind of resource.</summary>
/// <param name="Path">The control route that makes one with POST and removes it with DELETE.</param>
/// <param name="Replacing">Inputs whose change replaces it.</param>
/// <param name="Names">Members of the route's body and the inputs that they come from.</param>
internal sealed record Kind(string Path, ImmutableArray<string> Replacing, ImmutableDictionary<string, string> Names)
{
    public static readonly Kind User = new("iam-users", [], Map(("name", "name"), ("path", "path")));

    public static readonly Kind Attachment =
        new("iam-attachments", ["user", "policyArn"], Map(("user", "user"), ("policyArn", "policyArn")));

    public static readonly Kind UserPolicy =
        new("iam-policies", ["user", "name"], Map(("user", "user"), ("name", "name"), ("document", "policy")));

    public static readonly Kind RolePolicy =
        new("iam-policies", ["role", "name"], Map(("role", "role"), ("name", "name"), ("document", "policy")));

    public static Kind Of(string type) => type switch
    {
        "aws:iam/user:User" => User,
        "aws:iam/userPolicyAttachment:UserPolicyAttachment" => Attachment,
        "aws:iam/userPolicy:UserPolicy" => UserPolicy,
        "aws:iam/rolePolicy:RolePolicy" => RolePolicy,
        _ => throw new InvalidOperationException($"There is no resource {type}."),
    };

    /// <summary>The body for the control API.</summary>
    public JsonObject Body(Struct properties)
    {
        var body = new JsonObject();
        foreach (var (member, input) in Names)
        {
            if (properties.Text(input) is { } text)
            {
                body[member] = text;
            }
        }

        return body;
    }

    /// <summary>The id, as the real package makes it.</summary>
    public string IdOf(Struct properties) => this switch
    {
        { Path: "iam-users" } => properties.Text("name")!,
        { Path: "iam-attachments" } => $"{properties.Text("user")}/{properties.Text("policyArn")}",
        _ => $"{properties.Text("user") ?? properties.Text("role")}:{properties.Text("name")}",
    };

    private static ImmutableDictionary<string, string> Map(params (string Member, string Input)[] names) =>
        names.ToImmutableDictionary(name => name.Member, name => name.Input);
}

internal static class Texts
{
    /// <summary>A text property, or null.</summary>
    public static string? Text(this Struct properties, string name) =>
        properties.Fields.TryGetValue(name, out var value) && value.KindCase == Value.KindOneofCase.StringValue ? value.StringValue : null;
}
