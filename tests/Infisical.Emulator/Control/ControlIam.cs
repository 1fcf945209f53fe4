using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Changing IAM users, roles and policies from another process, as another tool does it.</summary>
internal sealed class ControlIam(Instance instance)
{
    private static readonly Field Name = Field.Of("", Field.RequiredText("name"));

    private static readonly Field Change = Field.Of(
        "", Field.RequiredText("name"), new Field("newName", FieldKind.Text), new Field("path", FieldKind.Text));

    private static readonly Field Policy = Field.Of(
        "", new Field("user", FieldKind.Text), new Field("role", FieldKind.Text), Field.RequiredText("name"), new Field("document", FieldKind.Text));

    private static readonly Field Attachment = Field.Of("", Field.RequiredText("user"), Field.RequiredText("policyArn"));

    private IamStore Iam => instance.Iam;

    public IEnumerable<Route> All() =>
    [
        At("PATCH", "iam-users", Change, ChangeUser),
        At("DELETE", "iam-users", Name, body => Iam.DeleteUser(body.TextOf("name")!)),
        At("POST", "iam-policies", Policy, body => Iam.PutPolicy(
            Owner(body), body.TextOf("name")!, PolicyDocument.Demand(body.TextOf("document") ?? ""))),
        At("DELETE", "iam-policies", Policy, DeletePolicy),
        At("POST", "iam-attachments", Attachment, body => Iam.Attach(body.TextOf("user")!, body.TextOf("policyArn")!)),
        At("DELETE", "iam-attachments", Attachment, body => Iam.Detach(body.TextOf("user")!, body.TextOf("policyArn")!)),
    ];

    private static Route At(string method, string path, Field schema, Action<JsonObject> change) =>
        ControlRoutes.At(method, path, call =>
        {
            var body = ControlRoutes.Read(call, schema);
            return ControlSeeds.Try(() => change(body));
        });

    private void ChangeUser(JsonObject body)
    {
        var name = body.TextOf("name")!;
        Iam.ChangeUser(name, body.TextOf("newName") ?? name, body.TextOf("path") ?? Iam.User(name).Path);
    }

    private void DeletePolicy(JsonObject body)
    {
        var (owner, name) = (Owner(body), body.TextOf("name")!);
        if (!owner.Policies.ContainsKey(name))
        {
            throw IamFailure.NoSuchPolicy(owner, name);
        }

        Iam.PutPolicy(owner, name, document: null);
    }

    private Principal Owner(JsonObject body) =>
        body.TextOf("role") is { } role ? Iam.Role(role) : Iam.User(body.TextOf("user") ?? "");
}
