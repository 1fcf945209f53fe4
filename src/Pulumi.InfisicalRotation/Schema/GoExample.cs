using System.Collections.Immutable;
using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using ExampleInputs = System.Collections.Immutable.ImmutableArray<(

    Pulumi.InfisicalRotation.Fields.Field Field, Pulumi.InfisicalRotation.Values.PropertyValue Value)>;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Example programs in Go, formatted as gofmt does.</summary>
internal static class GoExample
{
    private const string Sdk = Publication.GoPackage;

    public static string ForResource(string typeName, ExampleInputs inputs, string variable, bool hasSecrets) =>
        $"{Start(hasSecrets)}"
        + (hasSecrets ? "\t\tcfg := config.New(ctx, \"\")\n" : "")
        + $"\t\t_, err := {Sdk}.New{typeName}(ctx, \"{variable}\", &{Sdk}.{typeName}Args{{\n"
        + Members(
            [
                .. inputs.Select(input =>
                    (PascalCase.Of(input.Field.Name), Value(input.Field, input.Value, typeName, 3))),
            ],
            3)
        + "\t\t})\n\t\treturn err\n\t})\n}\n```\n";

    public static string ForFunction(FunctionDefinition function)
    {
        var name = PascalCase.Of(function.Name);
        var arguments = function.Example.Select(pair => (
            PascalCase.Of(pair.Key),
            Value(function.Arguments.Single(field => field.Name == pair.Key), pair.Value, name, 3)));
        return $"{Start(hasSecrets: false)}\t\tresult := {Sdk}.{name}Output(ctx, {Sdk}.{name}OutputArgs{{\n"
            + Members([.. arguments], 3)
            + $"\t\t}})\n\t\tctx.Export(\"{function.ExampleResult.Name}\", "
            + $"result.{PascalCase.Of(function.ExampleResult.Name)}())\n"
            + "\t\treturn nil\n\t})\n}\n```\n";
    }

    private static string Start(bool hasSecrets) =>
        $"```go\npackage main\n\nimport (\n\t\"{Publication.GoImport}\"\n\t\"github.com/pulumi/pulumi/sdk/v3/go/pulumi\"\n"
        + (hasSecrets ? "\t\"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config\"\n" : "")
        + ")\n\nfunc main() {\n\tpulumi.Run(func(ctx *pulumi.Context) error {\n";

    private static string Value(Field field, PropertyValue value, string owner, int indent) => value switch
    {
        PropertyValue.Map map when field.Kind == FieldKind.OpenMap => Entries(field, map, indent),
        PropertyValue.Map map => $"&{Object(field, map, owner, indent)}",
        PropertyValue.List list => List(field, list, owner + PascalCase.Of(field.Name), indent),
        PropertyValue.Text when field.IsSecret => $"cfg.RequireSecret(\"{field.Name}\")",
        PropertyValue.Text text => $"pulumi.String({ExampleLiteral.Quoted(text.Value)})",
        PropertyValue.Number number =>
            $"pulumi.{(field.Kind == FieldKind.Integer ? "Int" : "Float64")}({number.Value.ToString(CultureInfo.InvariantCulture)})",
        PropertyValue.Bool { Value: true } => "pulumi.Bool(true)",
        _ => "pulumi.Bool(false)",
    };

    private static string Object(Field field, PropertyValue.Map map, string owner, int indent)
    {
        var name = TypeName(field, owner);
        var members = map.Properties.Select(pair => (
            PascalCase.Of(pair.Key),
            Value(field.Fields.Single(member => member.Name == pair.Key), pair.Value, name, indent + 1)));
        return $"{Sdk}.{name}Args{{\n{Members([.. members], indent + 1)}{Tabs(indent)}}}";
    }

    private static string List(Field field, PropertyValue.List list, string owner, int indent)
    {
        var type = field.Items!.Kind == FieldKind.Object ? $"{Sdk}.{TypeName(field.Items, owner)}Array" : "pulumi.StringArray";
        var items = list.Items.Select(item => $"{Tabs(indent + 1)}{Value(field.Items, item, owner, indent + 1)},\n");
        return $"{type}{{\n{string.Concat(items)}{Tabs(indent)}}}";
    }

    /// <summary>An open map whose values are texts has a type of its own.</summary>
    private static string Entries(Field field, PropertyValue.Map map, int indent)
    {
        var type = field.Format is TextFormat.SecretName or TextFormat.HeaderValue ? "pulumi.StringMap" : "pulumi.Map";
        var entries = map.Properties.Select(pair => (
            ExampleLiteral.Quoted(pair.Key),
            $"pulumi.String({ExampleLiteral.Quoted(((PropertyValue.Text)pair.Value).Value)})"));
        return $"{type}{{\n{Members([.. entries], indent + 1)}{Tabs(indent)}}}";
    }

    /// <summary>Values of neighbouring lines are aligned; a value of several lines stands alone.</summary>
    private static string Members(ImmutableArray<(string Name, string Value)> members, int indent)
    {
        var lines = members.Select((member, index) =>
        {
            var width = IsLong(member.Value) ? 0 : Neighbours(members, index).Max(one => one.Name.Length);
            return $"{Tabs(indent)}{(member.Name + ':').PadRight(width + 1)} {member.Value},\n";
        });
        return string.Concat(lines);
    }

    private static IEnumerable<(string Name, string Value)> Neighbours(
        ImmutableArray<(string Name, string Value)> members, int index)
    {
        var before = members.Take(index).Reverse().TakeWhile(one => !IsLong(one.Value));
        return before.Concat(members.Skip(index).TakeWhile(one => !IsLong(one.Value)));
    }

    private static bool IsLong(string value) => value.Contains('\n', StringComparison.Ordinal);

    private static string TypeName(Field field, string owner) => field.TypeName ?? owner + PascalCase.Of(field.Name);

    private static string Tabs(int count) => new('\t', count);
}
