using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Schema;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Schema;

/// <summary>
/// Compares the Java programs with the schema by the rules of Pulumi's generator: an Args class with a builder for each
/// object, a setter for each property, a long list of items for a list, and a class of all functions.
/// </summary>
public sealed class JavaExampleTests
{
    private static readonly JsonObject Schema = SchemaWriter.Write(PackageInfo.Version);

    [Fact]
    public void Every_setter_in_the_programs_in_Java_is_a_property_and_takes_its_value()
    {
        var setters = 0;
        foreach (var (owner, program) in Programs())
        {
            var open = new Stack<JsonObject>();
            foreach (Match step in Regex.Matches(program, @"(\w+)Args\.builder\(\)|\.build\(\)|^ +\.(\w+)\((.*)", RegexOptions.Multiline))
            {
                var setter = step.Groups[2].Value;
                if (setter.Length > 0 && setter != "build")
                {
                    Assert.True(open.Peek().ContainsKey(setter), $"{owner}: no property {setter}");
                    AssertTakes(open.Peek()[setter]!.AsObject(), step.Groups[3].Value, $"{owner}: {setter}");
                    setters++;
                }

                var begun = Regex.Match(step.Value, @"(\w+)Args\.builder\(\)").Groups[1].Value;
                if (begun.Length > 0)
                {
                    open.Push(Properties(begun));
                }
                else if (step.Value.Contains(".build()", StringComparison.Ordinal))
                {
                    open.Pop();
                }
            }

            Assert.Empty(open);
        }

        Assert.True(setters > 450, $"{setters}");
    }

    [Fact]
    public void Every_class_in_the_programs_in_Java_is_imported() => Assert.All(Programs(), one =>
    {
        foreach (Match used in Regex.Matches(one.Program, @"(?:new |= |^|\()(\w+)(?:\(""|Args\.builder|\.of\()", RegexOptions.Multiline))
        {
            var name = used.Groups[1].Value + (used.Value.Contains("Args.builder", StringComparison.Ordinal) ? "Args" : "");
            Assert.True(
                one.Program.Contains($".{name};", StringComparison.Ordinal)
                    || one.Program.Contains($"{Publication.JavaPackage}.inputs.*;", StringComparison.Ordinal),
                $"{one.Owner}: {name}");
        }
    });

    [Fact]
    public void Functions_and_their_results_have_the_names_of_the_generator() => Assert.All(
        Schema["functions"]!.AsObject(),
        pair =>
        {
            var program = Block(pair.Value!["description"]!.ToString())[0];
            var result = Regex.Match(program, @"found -> found\.(\w+)\(\)").Groups[1].Value;
            Assert.True(pair.Value["outputs"]!["properties"]!.AsObject().ContainsKey(result), result);
            Assert.Contains($"{Publication.JavaFunctions}.{pair.Key.Split(':')[^1]}(", program, StringComparison.Ordinal);
        });

    private static void AssertTakes(JsonObject property, string value, string where)
    {
        var item = property["type"]?.ToString() == "array" ? property["items"]!.AsObject() : property;
        var reference = item["oneOf"] is null ? item["$ref"]?.ToString().Split(':')[^1] : null;
        var expected = (reference, item["type"]?.ToString()) switch
        {
            ({ } type, _) => $@"{type}Args\.builder\(\)$",
            (_, "string") => @"("".*""|config\.requireSecret\("".*""\))\)$",
            (_, "integer") => @"\d+\)$",
            (_, "number") => @"\d+\.\d+\)$",
            (_, "boolean") => @"(true|false)\)$",
            _ => @"Map\.of\($",
        };
        Assert.True(Regex.IsMatch(value, $"^{expected}"), $"{where} is {expected}, given {value}");
    }

    private static JsonObject Properties(string type) =>
        (Schema["resources"]![PackageInfo.Token(type)]?["inputProperties"]
            ?? Schema["types"]![PackageInfo.Token(type)]?["properties"]
            ?? Schema["functions"]![PackageInfo.Token(char.ToLowerInvariant(type[0]) + type[1..])]?["inputs"]?["properties"])!
        .AsObject();

    private static IEnumerable<(string Owner, string Program)> Programs() =>
        Schema["resources"]!.AsObject().Concat(Schema["functions"]!.AsObject())
            .SelectMany(pair => Block(pair.Value!["description"]!.ToString()).Select(program => (pair.Key, program)));

    private static string[] Block(string description)
    {
        var parts = description.Split("```java\n");
        Assert.True(parts.Length > 1);
        return [.. parts[1..].Select(part => part.Split("```")[0])];
    }
}
