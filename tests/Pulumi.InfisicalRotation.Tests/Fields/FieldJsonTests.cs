using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Fields;

public sealed class FieldJsonTests
{
    [Theory]
    [InlineData(30d, "30")]
    [InlineData(-2d, "-2")]
    [InlineData(0d, "0")]
    [InlineData(0.5, "0.5")]
    [InlineData(999999999999999d, "999999999999999")]
    [InlineData(1e20, "1E+20")]
    public void A_whole_number_is_sent_without_a_fraction(double number, string json)
    {
        var sent = FieldJson.ToJson(PropertyMap.Empty.With("a", number));

        Assert.Equal($"{{\"a\":{json}}}", sent.ToJsonString());
        Assert.Equal(number, JsonNode.Parse(sent.ToJsonString())!["a"]!.GetValue<double>());
    }

    [Fact]
    public void Values_of_every_kind_round_trip_without_nulls()
    {
        var map = PropertyMap.Empty
            .With("a", true).With("b", false).With("c", "text").With("d", 1.5)
            .With("e", new PropertyValue.List(["x", 2d, PropertyMap.Empty.With("f", "g")]))
            .With("h", PropertyMap.Empty.With("i", ""));

        var json = FieldJson.ToJson(map.With("z", PropertyValue.Null.Instance));

        Assert.Equal(
            """{"a":true,"b":false,"c":"text","d":1.5,"e":["x",2,{"f":"g"}],"h":{"i":""}}""", json.ToJsonString());
        Assert.Equal(map, FieldJson.FromJson(json));
        Assert.Equal(map, FieldJson.FromJson(JsonNode.Parse($"{json.ToJsonString()[..^1]},\"z\":null}}")!.AsObject()));
    }

    [Fact]
    public void A_null_in_a_list_keeps_the_positions_of_the_others()
    {
        var read = FieldJson.FromJson(JsonNode.Parse("""{"a":[null,"x"]}""")!.AsObject());

        Assert.Equal(PropertyMap.Empty.With("a", new PropertyValue.List([PropertyValue.Null.Instance, "x"])), read);
    }

    [Fact]
    public void A_value_that_only_the_engine_can_hold_is_not_sent()
    {
        PropertyValue[] values =
            [new PropertyValue.Secret("s"), PropertyValue.Unknown.Instance, new PropertyValue.Output("s", true, [])];
        foreach (var value in values)
        {
            Assert.Throws<InvalidOperationException>(() => FieldJson.ToJson(PropertyMap.Empty.With("a", value)));
        }
    }
}
