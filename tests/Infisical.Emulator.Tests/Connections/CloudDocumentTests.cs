using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>The two sources about the apps differ only where the contract says so, with a reason.</summary>
public sealed class CloudDocumentTests
{
    private static readonly string[] Compared = ["kind", "required", "integer", "format", "min", "max", "pattern", "oneOf"];

    public static TheoryData<string> Documented => [.. Contract.Apps.Where(IsDocumented)];

    [Fact]
    public void The_document_has_fifteen_of_the_apps() => Assert.Equal(15, Documented.Count);

    [Theory]
    [MemberData(nameof(Documented))]
    public void Only_the_named_differences_exist(string app)
    {
        var cloud = ConnectionApi.Facts(app, "cloud.json");
        var told = cloud["differences"]!.AsArray().Select(one => $"{one!["at"]} {one["fact"]}");
        Assert.Equal(told.Order(StringComparer.Ordinal), Differences(app, cloud).Order(StringComparer.Ordinal));
        Assert.All(cloud["differences"]!.AsArray(), one => Assert.NotEmpty(one!["reason"]!.GetValue<string>()));
    }

    private static bool IsDocumented(string app)
    {
        try
        {
            return ConnectionApi.Facts(app, "cloud.json") is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static IEnumerable<string> Differences(string app, JsonNode cloud)
    {
        foreach (var method in cloud["methods"]!.AsArray())
        {
            var name = method!["method"]!.GetValue<string>();
            var fields = ConnectionApi.FieldsOf(app, name);
            var returned = method["returned"]!.AsArray().Select(field => $"{field}").ToArray();
            Assert.Equal(fields.Select(field => $"{field!["name"]}"), method["credentials"]!.AsArray().Select(field => $"{field!["name"]}"));
            foreach (var (code, document) in fields.Zip(method["credentials"]!.AsArray()))
            {
                Assert.Equal(returned.Contains($"{code!["name"]}"), code["returned"] is not null);
                foreach (var fact in Compared.Where(fact => !JsonNode.DeepEquals(code[fact], document![fact])))
                {
                    yield return $"{name}.{code["name"]} {fact}";
                }
            }
        }
    }
}
