using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Pulumi.InfisicalRotation.Catalogue;
using Pulumi.InfisicalRotation.Catalogue.Connections;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using ExampleInputs = System.Collections.Immutable.ImmutableArray<(

    Pulumi.InfisicalRotation.Fields.Field Field, Pulumi.InfisicalRotation.Values.PropertyValue Value)>;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>
/// An example program for each resource in YAML, C#, TypeScript, Python, Go and Java. It sets the required fields. Pulumi
/// shows the program in the language of the reader.
/// </summary>
internal static class Examples
{
    private static readonly SearchValues<char> YamlSpecialCharacters = SearchValues.Create("{}[]~*'\":");

    /// <summary>One code block per language.</summary>
    public static string ForType(RotationType type) => All(type.TypeName, type.IsGeneric ? Generic(type) : Typed(type));

    /// <summary>A connection with the first method that a program can use; secrets come from the stack configuration.</summary>
    public static string ForConnection(ConnectionType type)
    {
        var method = type.Methods.FirstOrDefault(one => !one.NeedsBrowser) ?? type.Methods[0];
        var credentials = type.InputsOf(method.Slug).First(field => field.Name == ConnectionFields.Credentials.Name);
        ExampleInputs inputs = [(type.MethodField, method.Slug), (credentials, Value(credentials))];
        return All(type.TypeName, type.Methods.Length > 1 ? inputs : inputs.RemoveAt(0), "connection");
    }

    public static string ForComponent() =>
        All(RotatedAwsIamUserFields.TypeName, [(RotatedAwsIamUserFields.UserName, "ci-bot"), .. Common(30)]);

    /// <summary>The component with a user, a connection and a policy of its own.</summary>
    public static string ForNewUser() => All(
        RotatedAwsIamUserFields.TypeName,
        [
            (ComponentObjects.User, PropertyMap.Empty
                .With(ComponentObjects.UserName.Name, "ci-bot")
                .With(ComponentObjects.UserPath.Name, "/ci/")
                .With(
                    ComponentObjects.PolicyArns.Name,
                    new PropertyValue.List(["arn:aws:iam::aws:policy/ReadOnlyAccess"]))),
            (ComponentObjects.Connection, PropertyMap.Empty
                .With(ConnectionFields.Method.Name, "assume-role")
                .With(
                    ConnectionFields.Credentials.Name,
                    PropertyMap.Empty.With("roleArn", "arn:aws:iam::123456789012:role/infisical"))),
            (ComponentObjects.Rotator, PropertyMap.Empty.With(ComponentObjects.RotatorRole.Name, "infisical")),
            .. Common(30).Where(input => input.Field != Envelope.ConnectionId),
        ]);

    private static string All(string typeName, ExampleInputs inputs, string variable = "rotation")
    {
        var secrets = Secrets(inputs);
        return string.Join('\n', [
            Yaml(typeName, inputs, variable, secrets),
            CSharp(typeName, inputs, variable, secrets),
            TypeScript(typeName, inputs, variable, secrets),
            Python(typeName, inputs, variable, secrets),
            GoExample.ForResource(typeName, inputs, variable, !secrets.IsEmpty),
            JavaExample.ForResource(typeName, inputs, variable, !secrets.IsEmpty),
        ]);
    }

    private static string Yaml(
        string typeName, ExampleInputs inputs, string variable, ImmutableArray<string> secrets) =>
        "```yaml\n"
        + (secrets.IsEmpty ? "" : "configuration:\n")
        + string.Concat(secrets.Select(name => $"  {name}:\n    type: string\n    secret: true\n"))
        + $"resources:\n  {variable}:\n    type: {PackageInfo.Token(typeName)}\n    properties:\n"
        + string.Concat(inputs.Select(input =>
            YamlMembers([input.Field], PropertyMap.Empty.With(input.Field.Name, input.Value), 6)))
        + "```\n";

    private static string CSharp(
        string typeName, ExampleInputs inputs, string variable, ImmutableArray<string> secrets) =>
        $"```csharp\nusing Pulumi;\nusing {Publication.DotnetNamespace};\nusing {Publication.DotnetNamespace}.Inputs;\n\n"
        + "return await Deployment.RunAsync(() =>\n{\n"
        + (secrets.IsEmpty ? "" : "    var config = new Pulumi.Config();\n")
        + $"    var {variable} = new {typeName}(\"{variable}\", new {typeName}Args\n    {{\n"
        + string.Concat(inputs.Select(input =>
            $"        {PascalCase.Of(input.Field.Name)} ={CSharpValue(input.Field, input.Value, typeName, 8)},\n"))
        + "    });\n});\n```\n";

    private static string TypeScript(
        string typeName, ExampleInputs inputs, string variable, ImmutableArray<string> secrets) =>
        "```typescript\n"
        + (secrets.IsEmpty ? "" : "import * as pulumi from \"@pulumi/pulumi\";\n")
        + $"import * as infisical from \"{Publication.NpmPackage}\";\n\n"
        + (secrets.IsEmpty ? "" : "const config = new pulumi.Config();\n")
        + $"const {variable} = new infisical.{typeName}(\"{variable}\", {{\n"
        + string.Concat(inputs.Select(input =>
            $"    {input.Field.Name}: {ExampleLiteral.TypeScript.Of(input.Field, input.Value, 4)},\n"))
        + "});\n```\n";

    private static string Python(
        string typeName, ExampleInputs inputs, string variable, ImmutableArray<string> secrets) =>
        "```python\n"
        + (secrets.IsEmpty ? "" : "import pulumi\n")
        + $"import {Publication.PythonPackage} as infisical\n\n"
        + (secrets.IsEmpty ? "" : "config = pulumi.Config()\n")
        + $"{variable} = infisical.{typeName}(\"{variable}\",\n"
        + string.Concat(inputs.Select(input =>
            $"    {ExampleLiteral.Snake(input.Field.Name)}={ExampleLiteral.Python.Of(input.Field, input.Value, 4)},\n"))
        + ")\n```\n";

    /// <summary>The secret members of the inputs, which the programs read from the stack configuration.</summary>
    private static ImmutableArray<string> Secrets(ExampleInputs inputs) =>
    [
        .. inputs.SelectMany(input => Secrets(input.Field, input.Value)),
    ];

    private static IEnumerable<string> Secrets(Field field, PropertyValue value) =>
        field.IsSecret && value is PropertyValue.Text ? [field.Name]
        : value is PropertyValue.Map { Properties: var members } ? field.Fields
            .Where(member => members.ContainsKey(member.Name))
            .SelectMany(member => Secrets(member, members[member.Name]))
        : [];

    private static ExampleInputs Common(double interval) =>
    [
        (Envelope.ProjectId, Samples.ProjectId),
        (Envelope.ConnectionId, Samples.ConnectionId),
        (Envelope.Environment, "dev"),
        (Envelope.SecretPath, "/"),
        (Envelope.RotationInterval, interval),
    ];

    private static ExampleInputs Typed(RotationType type) =>
        [.. Common(type.MaxRotationInterval is < 30 ? 7 : 30), .. Objects(type).Select(field => (field, Value(field)))];

    /// <summary>Declares a type as if it had no typed resource.</summary>
    private static ExampleInputs Generic(RotationType type) =>
    [
        (Envelope.Type, "postgres-credentials"),
        .. Common(30),
        (type.ParametersField, PropertyMap.Empty.With("username1", "reporting_a").With("username2", "reporting_b")),
        (type.SecretsMappingField,
            PropertyMap.Empty.With("username", "REPORTING_USER").With("password", "REPORTING_PASSWORD")),
    ];

    private static IEnumerable<Field> Objects(RotationType type) => type.Parameters.Any(field => field.IsRequired)
        ? [type.ParametersField, type.SecretsMappingField]
        : [type.SecretsMappingField];

    /// <summary>The example value of a field. An object contains its required members.</summary>
    private static PropertyValue Value(Field field) => field switch
    {
        { Example: { } example } => example,
        { ProposedSecretName: { } proposed } => proposed,
        { Kind: FieldKind.Object } => PropertyMap.From(
            field.Fields
                .Where(member => member.IsRequired)
                .Select(member => KeyValuePair.Create(member.Name, Value(member)))),
        { Kind: FieldKind.List } => new PropertyValue.List([Value(field.Items!)]),
        { Kind: FieldKind.Boolean } => true,
        { Kind: FieldKind.Integer or FieldKind.Number } => field.Min ?? 1,
        { Choices: [var first, ..] } => first,
        { Format: TextFormat.Email } => "app@example.iam.gserviceaccount.com",
        _ => Hyphens(field.Name),
    };

    private static string YamlMembers(ImmutableArray<Field> fields, PropertyMap map, int indent)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in map)
        {
            var field = fields.FirstOrDefault(one => one.Name == name);
            text.Append(' ', indent).Append(name).Append(':').Append(value switch
            {
                PropertyValue.Text when field is { IsSecret: true } => $" ${{{name}}}\n",
                PropertyValue.Map inner => "\n" + YamlMembers(field?.Fields ?? [], inner.Properties, indent + 2),
                PropertyValue.List list => "\n" + string.Concat(list.Items.Select(item => YamlItem(item, indent + 2))),
                _ => $" {Scalar(value)}\n",
            });
        }

        return text.ToString();
    }

    private static string YamlItem(PropertyValue item, int indent)
    {
        var blank = new string(' ', indent);
        return item is PropertyValue.Map map
            ? blank + "- " + YamlMembers([], map.Properties, indent + 2).TrimStart()
            : $"{blank}- {Scalar(item)}\n";
    }

    private static string Scalar(PropertyValue value) => value switch
    {
        PropertyValue.Text text when text.Value.AsSpan().ContainsAny(YamlSpecialCharacters) =>
            $"'{text.Value.Replace("'", "''", StringComparison.Ordinal)}'",
        PropertyValue.Text text => text.Value,
        PropertyValue.Number number => number.Value.ToString(CultureInfo.InvariantCulture),
        PropertyValue.Bool { Value: true } => "true",
        _ => "false",
    };

    /// <summary>The value with the space or line break before it.</summary>
    private static string CSharpValue(Field field, PropertyValue value, string owner, int indent) => value switch
    {
        PropertyValue.Map map when field.Kind == FieldKind.OpenMap => CSharpEntries(map, indent),
        PropertyValue.Map map => " " + CSharpObject(field, map, owner, indent),
        PropertyValue.List list => $" new[] {{{string.Join(
            ",", list.Items.Select(item => CSharpValue(field.Items!, item, owner, indent)))} }}",
        PropertyValue.Text when field.IsSecret => $" config.RequireSecret(\"{field.Name}\")",
        PropertyValue.Text text => " " + ExampleLiteral.Quoted(text.Value),
        _ => " " + Scalar(value),
    };

    private static string CSharpObject(Field field, PropertyValue.Map map, string owner, int indent)
    {
        var name = field.TypeName ?? owner + PascalCase.Of(field.Name);
        var blank = new string(' ', indent);
        var members = map.Properties.Select(pair =>
        {
            var member = field.Fields.Single(member => member.Name == pair.Key);
            return $"{blank}    {PascalCase.Of(pair.Key)} ={CSharpValue(member, pair.Value, name, indent + 4)},\n";
        });
        return $"new {name}Args\n{blank}{{\n{string.Concat(members)}{blank}}}";
    }

    private static string CSharpEntries(PropertyValue.Map map, int indent)
    {
        var blank = new string(' ', indent);
        var entries = map.Properties.Select(pair =>
            $"{blank}    {{ {ExampleLiteral.Quoted(pair.Key)}, {ExampleLiteral.Quoted(Scalar(pair.Value))} }},\n");
        return $"\n{blank}{{\n{string.Concat(entries)}{blank}}}";
    }

    /// <summary>Converts <c>userName</c> to <c>user-name</c>.</summary>
    private static string Hyphens(string name) =>
        string.Concat(name.Select(letter =>
            char.IsUpper(letter) ? $"-{char.ToLowerInvariant(letter)}" : letter.ToString()));
}
