using TestEngine.Language;
using TestEngine.Values;

namespace TestEngine.Tests;

public sealed class YamlProgramTests
{
    private const string Text = """
        name: play
        runtime: yaml
        config:
          colour: {type: string, default: red}
          toy:flavour: {value: sweet}
        plugins:
          providers:
            - {name: toy, path: ./bin}
        variables:
          greeting: "hello ${colour}"
        resources:
          a:
            type: toy:Thing
            properties:
              value: ${greeting}
              count: 3
              quoted: "3"
              price: $${colour}
            options:
              dependsOn: ["${b}"]
              ignoreChanges: [count]
          b:
            type: toy:index:Thing
        outputs:
          value: ${a.value}
        """;

    private static readonly StackProgram Program = YamlProgram.Read(Text, "/project");

    [Fact]
    public void Names_Its_Parts()
    {
        Assert.Equal("play", Program.Name);
        Assert.Equal("red", Program.Settings["colour"].Value);
        Assert.Equal("sweet", Program.Settings["toy:flavour"].Value);
        Assert.Equal(Path.GetFullPath("/project/bin"), Program.ProviderDirectories["toy"]);
        Assert.Equal(["b"], Program.Resources[0].DependsOn);
        Assert.Equal(["count"], Program.Resources[0].IgnoreChanges);
    }

    [Fact]
    public void Short_Token_Means_The_Index_Module() => Assert.Equal("toy:index:Thing", Program.Resources[0].Token);

    [Fact]
    public void Plain_Number_Is_A_Number_And_A_Quoted_One_A_Text()
    {
        Assert.Equal(3.0, Program.Resources[0].Properties["count"]);
        Assert.Equal("3", Program.Resources[0].Properties["quoted"]);
    }

    [Fact]
    public void Doubled_Dollar_Is_Plain_Text() =>
        Assert.Equal(new Expression.Constant(new Value.Text("${colour}")), Expression.From(Program.Resources[0].Properties["price"]));

    [Fact]
    public void Reference_Knows_Names_Indices_And_Quoted_Names()
    {
        var reference = Interpolation.ParseReference("""a.list[0]["x.y"].z""");
        Assert.Equal("a", reference.Root);
        Assert.Equal(["list", "0", "x.y", "z"], reference.Path);
    }

    [Fact]
    public void What_It_Does_Not_Play_Is_Refused()
    {
        var error = Assert.Throws<ProgramException>(() => YamlProgram.Read(
            Text.Replace("ignoreChanges: [count]", "protect: true", StringComparison.Ordinal), "/project"));
        Assert.Equal("protect of the options of a is beyond this engine.", error.Message);
    }
}
