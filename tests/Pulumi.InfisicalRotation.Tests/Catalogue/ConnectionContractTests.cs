using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Pulumi.InfisicalRotation.Tests.Support;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Catalogue;

/// <summary>The catalogue of connections against facts that it does not come from.</summary>
public sealed class ConnectionContractTests
{
    // Check fills in a name, and a newer server may know more kinds of directories. Infisical's own rotation of
    // connections is no input. Some servers take a connection of the method oauth without a tenant.
    private static readonly string[] NotCheckedHere =
    [
        "the name is absent", "provider is no option", "rotation is not supported", "the rotation is absent",
        "isAutoRotationEnabled is not supported", "oauth: tenantId is absent", "oauth: tenantId is empty",
        "oauth: tenantId is blank",
    ];

    /// <summary>Refused by one version of the server only: the check passes, and a preview warns.</summary>
    private static readonly string[] OnlyWarned = ["smb credentials: domain is malformed"];

    /// <summary>Required by some versions of the server only, for a method that a program cannot create.</summary>
    private static readonly string[] OptionalElsewhere = ["azure-client-secrets oauth tenantId"];

    public static TheoryData<string, string> Methods => ConnectionFacts.Methods;

    public static TheoryData<string> Apps => ConnectionFacts.Apps;

    [Fact]
    public void There_is_a_type_for_each_app() => Assert.Equal(
        WorkTree.Files("tests/Contract/app-connections", "connection.json")
            .Select(path => path.Split('/')[^2])
            .Order(StringComparer.Ordinal),
        ConnectionTypes.All.Select(type => type.App).Order(StringComparer.Ordinal));

    [Fact]
    public void Apps_are_sorted_by_slug() => Assert.Equal(
        ConnectionTypes.All.Select(type => type.App).Order(StringComparer.Ordinal),
        ConnectionTypes.All.Select(type => type.App));

    [Theory]
    [MemberData(nameof(Apps))]
    public void An_app_has_the_methods_and_abilities_of_the_server(string app)
    {
        var (type, facts) = (ConnectionFacts.Type(app), ConnectionFacts.Facts(app));

        Assert.Equal(
            facts["methods"]!.AsArray().Select(one => one!["method"]!.GetValue<string>()).Order(),
            type.Methods.Select(method => method.Slug).Order());
        Assert.Equal(facts["name"]!.GetValue<string>(), type.Title);
        Assert.Equal(facts["gateway"]!.GetValue<bool>(), type.HasGateway);
        Assert.Equal(facts["platformManaged"]!.GetValue<bool>(), type.CanBePlatformManaged);
        Assert.Equal(facts["configuration"] is not null, type.Configuration is not null);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Credentials_have_the_fields_and_limits_of_the_server(string app, string method)
    {
        var facts = ConnectionFacts.Credentials(app, method);
        var fields = ConnectionFacts.Type(app).Method(method)!.Fields;

        Assert.Equal(facts.Keys.Order(), fields.Select(field => field.Name).Order());
        Assert.All(fields, field =>
        {
            var fact = facts[field.Name];
            Assert.Equal(
                fact.IsTrue("required") && !OptionalElsewhere.Contains($"{app} {method} {field.Name}"), field.IsRequired);
            Assert.Equal(fact.IsTrue("secret"), field.IsSecret);
            Assert.True(field.Kind == KindOf(fact), field.Name);
            if (field is { Kind: FieldKind.Text, Format: not TextFormat.Uuid })
            {
                Assert.Equal(fact.Number("max"), field.MaxLength);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void What_the_server_accepts_is_accepted(string app, string method)
    {
        var type = ConnectionFacts.Type(app);

        Assert.Empty(InputCheck.Check("it", type.InputsOf(method), ConnectionFacts.Inputs(app, method)));
        Assert.Empty(InputCheck.Check("it", type.Inputs, ConnectionFacts.Inputs(app, method)));
    }

    [Theory]
    [MemberData(nameof(Apps))]
    public void What_the_server_refuses_is_refused_at_the_same_place(string app)
    {
        var type = ConnectionFacts.Type(app);
        var missed = new List<string>();
        foreach (var error in ConnectionFacts.Errors(app).Where(IsCheckable))
        {
            var method = error["method"]!.GetValue<string>();
            var inputs = Changed(ConnectionFacts.Inputs(app, method), error);
            var path = string.Join('.', error["path"]!.AsArray().Select(step => step!.ToString()));
            var fields = FieldsFor(type, inputs, method);
            var found = OnlyWarned.Contains($"{app} {error["case"]}")
                ? InputCheck.Warnings("it", fields, inputs)
                : InputCheck.Check("it", fields, inputs);
            if (!found.Any(one => one.Path == path || one.Path.StartsWith(path + ".", StringComparison.Ordinal)))
            {
                missed.Add($"{error["case"]} ({path}): {string.Join("; ", found.Select(one => one.Path))}");
            }
        }

        Assert.Empty(missed);
    }

    private static System.Collections.Immutable.ImmutableArray<Field> FieldsFor(
        ConnectionType type, PropertyMap inputs, string method) =>
        type.InputsOf((inputs.Get("method") as PropertyValue.Text)?.Value ?? method);

    private static bool IsCheckable(JsonObject error) =>
        error["verb"] is null
        && error["status"]!.GetValue<int>() == 422
        && error["path"] is JsonArray
        && !Array.Exists(NotCheckedHere, text => error["case"]!.GetValue<string>().Contains(text, StringComparison.Ordinal));

    private static FieldKind KindOf(JsonObject fact) => fact["kind"]!.GetValue<string>() switch
    {
        "boolean" => FieldKind.Boolean,
        "number" => FieldKind.Integer,
        _ => FieldKind.Text,
    };

    private static PropertyMap Changed(PropertyMap inputs, JsonObject error)
    {
        var body = FieldJson.ToJson(inputs);
        foreach (var (path, value) in error["set"]?.AsObject() ?? [])
        {
            ParentOf(body, path)[path.Split('.')[^1]] = value?.DeepClone();
        }

        if (error["unset"]?.GetValue<string>() is { } unset)
        {
            ParentOf(body, unset).Remove(unset.Split('.')[^1]);
        }

        return FieldJson.FromJson(body);
    }

    private static JsonObject ParentOf(JsonObject body, string path) =>
        path.Split('.')[..^1].Aggregate(body, (node, step) => (JsonObject)(node[step] ??= new JsonObject()));
}
