using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using ExampleInputs = System.Collections.Immutable.ImmutableArray<(

    Pulumi.InfisicalRotation.Fields.Field Field, Pulumi.InfisicalRotation.Values.PropertyValue Value)>;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Example programs in Java.</summary>
internal static class JavaExample
{
    public static string ForResource(string typeName, ExampleInputs inputs, string variable, bool hasSecrets)
    {
        var hasMaps = inputs.Any(input => input.Field.Kind == FieldKind.OpenMap);
        var hasObjects = inputs.Any(input => input.Field.Kind == FieldKind.Object);
        return "```java\nimport com.pulumi.Pulumi;\n"
            + $"import {Publication.JavaPackage}.{typeName};\nimport {Publication.JavaPackage}.{typeName}Args;\n"
            + (hasObjects ? $"import {Publication.JavaPackage}.inputs.*;\n" : "")
            + (hasMaps ? "import java.util.Map;\n" : "")
            + Start
            + (hasSecrets ? "            var config = ctx.config();\n" : "")
            + $"            var {variable} = new {typeName}(\"{variable}\", {typeName}Args.builder()\n"
            + string.Concat(inputs.Select(input => Setter(input.Field, input.Value, typeName, 16)))
            + "                .build());\n        });\n    }\n}\n```\n";
    }

    public static string ForFunction(FunctionDefinition function)
    {
        var name = PascalCase.Of(function.Name);
        var result = function.ExampleResult.Name;
        return "```java\nimport com.pulumi.Pulumi;\n"
            + $"import {Publication.JavaPackage}.{Publication.JavaFunctions};\n"
            + $"import {Publication.JavaPackage}.inputs.{name}Args;\n{Start}"
            + $"            var result = {Publication.JavaFunctions}.{function.Name}({name}Args.builder()\n"
            + string.Concat(function.Example.Select(pair => Setter(
                function.Arguments.Single(field => field.Name == pair.Key), pair.Value, name, 16)))
            + $"                .build());\n            ctx.export(\"{result}\", result.applyValue(found -> found.{result}()));\n"
            + "        });\n    }\n}\n```\n";
    }

    private const string Start =
        "\npublic class App {\n    public static void main(String[] args) {\n        Pulumi.run(ctx -> {\n";

    private static string Setter(Field field, PropertyValue value, string owner, int indent) =>
        $"{new string(' ', indent)}.{field.Name}({Value(field, value, owner, indent)})\n";

    private static string Value(Field field, PropertyValue value, string owner, int indent) => value switch
    {
        PropertyValue.Map map when field.Kind == FieldKind.OpenMap => Entries(map, indent),
        PropertyValue.Map map => Builder(field, map, owner, indent),
        PropertyValue.List list => string.Join(
            ", ", list.Items.Select(item => Value(field.Items!, item, owner + PascalCase.Of(field.Name), indent))),
        PropertyValue.Text when field.IsSecret => $"config.requireSecret(\"{field.Name}\")",
        PropertyValue.Text text => ExampleLiteral.Quoted(text.Value),
        PropertyValue.Number number => number.Value.ToString(
            field.Kind == FieldKind.Integer ? "0" : "0.0###", CultureInfo.InvariantCulture),
        PropertyValue.Bool { Value: true } => "true",
        _ => "false",
    };

    private static string Builder(Field field, PropertyValue.Map map, string owner, int indent)
    {
        var name = field.TypeName ?? owner + PascalCase.Of(field.Name);
        var setters = map.Properties.Select(pair => Setter(
            field.Fields.Single(member => member.Name == pair.Key), pair.Value, name, indent + 4));
        return $"{name}Args.builder()\n{string.Concat(setters)}{new string(' ', indent + 4)}.build()";
    }

    private static string Entries(PropertyValue.Map map, int indent)
    {
        var entries = map.Properties.Select(pair =>
            $"{new string(' ', indent + 4)}{ExampleLiteral.Quoted(pair.Key)}, "
            + ExampleLiteral.Quoted(((PropertyValue.Text)pair.Value).Value));
        return $"Map.of(\n{string.Join(",\n", entries)})";
    }
}
