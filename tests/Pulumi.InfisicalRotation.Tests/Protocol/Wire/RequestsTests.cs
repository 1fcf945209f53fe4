using Google.Protobuf.WellKnownTypes;
using Pulumi.InfisicalRotation.Protocol.Hosting;
using Pulumi.InfisicalRotation.Protocol.Wire;
using Pulumi.InfisicalRotation.Protos;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Values;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Protocol.Wire;

public sealed class RequestsTests
{
    private static readonly Struct One = new() { Fields = { ["a"] = Value.ForNumber(1) } };

    [Fact]
    public void Type_and_name_are_taken_from_the_URN_where_the_engine_sends_only_that()
    {
        var call = Requests.Decode(
            new CreateRequest { Urn = "urn:pulumi:dev::app::my:index:Parent$infisical-rotation:index:Thing::a::b" });

        Assert.Equal("infisical-rotation:index:Thing", call.Type);
        Assert.Equal("a::b", call.Name);
    }

    [Fact]
    public void Type_and_name_of_the_request_take_precedence()
    {
        var call = Requests.Decode(
            new CheckRequest { Urn = "urn:pulumi:dev::app::x:index:Y::z", Type = "p:index:T", Name = "n" });

        Assert.Equal(("p:index:T", "n"), (call.Type, call.Name));
    }

    [Fact]
    public void An_import_has_neither_state_nor_inputs()
    {
        var call = Requests.Decode(new ReadRequest { Id = "x" });

        Assert.Null(call.State);
        Assert.Null(call.Inputs);
    }

    [Fact]
    public void A_read_with_empty_maps_is_not_an_import()
    {
        var call = Requests.Decode(new ReadRequest { Id = "x", Properties = new(), Inputs = new() });

        Assert.Equal(PropertyMap.Empty, call.State);
        Assert.Equal(PropertyMap.Empty, call.Inputs);
    }

    [Fact]
    public void The_outputs_replace_old_inputs_that_were_not_sent()
    {
        var expected = PropertyMap.Empty.With("a", 1);

        Assert.Equal(expected, Requests.Decode(new DiffRequest { Olds = One }).OldInputs);
        Assert.Equal(expected, Requests.Decode(new UpdateRequest { Olds = One }).OldInputs);
        Assert.Equal(expected, Requests.Decode(new DeleteRequest { Properties = One }).OldInputs);
    }

    [Theory]
    [InlineData((int)CheckRequest.Types.AutonamingOptions.Types.Mode.Propose, (int)AutoNamingMode.Propose)]
    [InlineData((int)CheckRequest.Types.AutonamingOptions.Types.Mode.Enforce, (int)AutoNamingMode.Enforce)]
    [InlineData((int)CheckRequest.Types.AutonamingOptions.Types.Mode.Disable, (int)AutoNamingMode.Disable)]
    public void The_auto_naming_options_are_decoded(int mode, int expected)
    {
        var call = Requests.Decode(
            new CheckRequest
            {
                Autonaming =
                    new() { Mode = (CheckRequest.Types.AutonamingOptions.Types.Mode)mode, ProposedName = "app-1" },
            });

        Assert.Equal(new AutoNaming((AutoNamingMode)expected, "app-1"), call.AutoNaming);
    }

    [Fact]
    public void Missing_auto_naming_options_are_null() => Assert.Null(Requests.Decode(new CheckRequest()).AutoNaming);

    [Fact]
    public void Settings_come_from_the_map()
    {
        var request = new ConfigureRequest { Args = One, Variables = { ["infisical-rotation:config:host"] = "h" } };

        Assert.Equal(PropertyMap.Empty.With("a", 1), Requests.SettingsOf(request));
    }

    [Fact]
    public void Settings_come_from_the_variables_where_there_is_no_map()
    {
        var request =
            new ConfigureRequest
            {
                Variables = { ["infisical-rotation:config:host"] = "h", ["aws:config:region"] = "r" },
            };

        Assert.Equal(PropertyMap.Empty.With("host", "h"), Requests.SettingsOf(request));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("127.0.0.1:7", "127.0.0.1:7")]
    [InlineData("--logtostderr -v=9 --tracing http://t 127.0.0.1:7", "127.0.0.1:7")]
    [InlineData("--logtostderr --tracing http://t", "")]
    [InlineData("--from-the-future 127.0.0.1:7", "127.0.0.1:7")]
    [InlineData("127.0.0.1:7 --from-the-future value", "127.0.0.1:7")]
    [InlineData("--from-the-future value", "")]
    public void The_engine_is_found_among_the_arguments(string arguments, string address) =>
        Assert.Equal(address, EngineAddress.In(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    [Theory]
    [InlineData("", false)]
    [InlineData("127.0.0.1:7", false)]
    [InlineData("[::1]:7", false)]
    [InlineData("127.0.0.1:7 --from-the-future value", false)]
    [InlineData("--logtostderr -v=9 --tracing http://t 127.0.0.1:7", false)]
    [InlineData("-v=9", false)]
    [InlineData("--from-the-future value", false)]
    [InlineData("importfile import.json", true)]
    [InlineData("import_file --host http://localhost:80", true)]
    public void A_word_at_the_start_is_not_of_the_engine(string arguments, bool isTyped) =>
        Assert.Equal(isTyped, EngineAddress.IsTyped(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries)));
}
