using TestEngine.Plugins;
using TestEngine.Values;
using WireValue = Google.Protobuf.WellKnownTypes.Value;

namespace TestEngine.Tests;

public sealed class ValueTests
{
    public static TheoryData<Value> Values => new()
    {
        new Value.Nothing(),
        new Value.Flag(true),
        new Value.Number(30),
        new Value.Text("red"),
        new Value.Unknown(),
        new Value.Secret(new Value.Unknown()),
        new Value.Secret(Value.From(new Dictionary<string, object?> { ["a"] = new[] { "b" } })),
        new Value.Resource("urn:pulumi:dev::play::toy:index:Thing::a", "thing-1"),
        new Value.Resource("urn:pulumi:dev::play::toy:index:Pair::b", null),
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Comes_Back_From_The_Wire(Value value) => Assert.Equal(value, Wire.FromWire(value.ToWire()));

    [Fact]
    public void Secret_Input_Of_A_Component_Comes_Back_From_Its_Output_Form()
    {
        var secret = new Value.Secret(new Value.Text("s3cret-for-test"));
        Assert.Equal(secret, Wire.FromWire(secret.ToOutputValue(["urn:pulumi:dev::play::toy:index:Thing::a"])));
    }

    [Fact]
    public void Unknown_Of_Another_Kind_Is_Refused() =>
        Assert.Throws<ProtocolViolationException>(() => Wire.FromWire(WireValue.ForString("6a19a0b0-7e62-4c92-b797-7f8e31da9cc2")));
}
