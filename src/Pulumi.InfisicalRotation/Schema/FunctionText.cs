using System.Globalization;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Schema;

/// <summary>Descriptions and example programs of functions, in Markdown.</summary>
internal static class FunctionText
{
    public static string Describe(FunctionDefinition function) =>
        $"{function.Description}\n\n{{{{% examples %}}}}\n## Example\n\n{{{{% example %}}}}\n### A call\n\n"
        + $"{Examples(function)}{{{{% /example %}}}}\n{{{{% /examples %}}}}";

    /// <summary>One code block per language.</summary>
    public static string Examples(FunctionDefinition function) => string.Join('\n', [
        Yaml(function), CSharp(function), TypeScript(function), Python(function), GoExample.ForFunction(function),
        JavaExample.ForFunction(function),
    ]);

    private static string Yaml(FunctionDefinition function) =>
        $"```yaml\nvariables:\n  result:\n    fn::invoke:\n      function: {function.Token}\n      arguments:\n"
        + string.Concat(function.Example.Select(pair => $"        {pair.Key}: {YamlScalar(pair.Value)}\n"))
        + $"outputs:\n  {function.ExampleResult.Name}: ${{result.{function.ExampleResult.Name}}}\n```\n";

    private static string CSharp(FunctionDefinition function) =>
        $"```csharp\nusing System.Collections.Generic;\nusing Pulumi;\nusing {Publication.DotnetNamespace};\n\n"
        + "return await Deployment.RunAsync(() =>\n{\n"
        + $"    var result = {PascalCase.Of(function.Name)}.Invoke("
        + $"new {PascalCase.Of(function.Name)}InvokeArgs\n    {{\n"
        + string.Concat(function.Example.Select(
            pair => $"        {PascalCase.Of(pair.Key)} = {Literal(pair.Value)},\n"))
        + "    });\n"
        + "    return new Dictionary<string, object?>\n    {\n"
        + $"        [\"{function.ExampleResult.Name}\"] = result.Apply(found => found."
        + $"{PascalCase.Of(function.ExampleResult.Name)}),\n    }};\n}});\n```\n";

    private static string TypeScript(FunctionDefinition function) =>
        $"```typescript\nimport * as infisical from \"{Publication.NpmPackage}\";\n\n"
        + $"const result = infisical.{function.Name}Output({{\n"
        + string.Concat(function.Example.Select(pair => $"    {pair.Key}: {Literal(pair.Value)},\n"))
        + $"}});\nexport const {function.ExampleResult.Name} = result.{function.ExampleResult.Name};\n```\n";

    private static string Python(FunctionDefinition function) =>
        $"```python\nimport pulumi\nimport {Publication.PythonPackage} as infisical\n\n"
        + $"result = infisical.{ExampleLiteral.Snake(function.Name)}_output(\n"
        + string.Concat(function.Example.Select(
            pair => $"    {ExampleLiteral.Snake(pair.Key)}={Literal(pair.Value)},\n"))
        + $")\npulumi.export(\"{function.ExampleResult.Name}\", "
        + $"result.{ExampleLiteral.Snake(function.ExampleResult.Name)})\n```\n";

    private static string Literal(PropertyValue value) => value is PropertyValue.Text text
        ? ExampleLiteral.Quoted(text.Value)
        : ((PropertyValue.Number)value).Value.ToString(CultureInfo.InvariantCulture);

    private static string YamlScalar(PropertyValue value) =>
        value is PropertyValue.Text { Value: var text } && !text.All(char.IsAsciiDigit)
            ? text
            : Literal(value);
}
