using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Values;

namespace TestEngine.Commands;

/// <summary>What was asked for on the command line.</summary>
internal sealed record Arguments(string Verb, ImmutableArray<string> Rest)
{
    public const string Usage = """
        test engine, not Pulumi: plays a yaml program with a provider.

        preview | up | refresh | destroy | outputs | import TYPE NAME ID
          --project DIR            folder with Pulumi.yaml (default: .)
          --state FILE             where the state is kept (default: DIR/.test-engine.json)
          --stack NAME             default: dev
          --provider [PACKAGE=]DIR folder with the provider's executable
          --config KEY=VALUE       a setting; --secret KEY=VALUE for a secret one
          --expect-no-changes      fail where there is anything to do
          --show-secrets           print secret outputs
        """;

    public string Project { get; private init; } = ".";

    public string? StateFile { get; private init; }

    public string Stack { get; private init; } = "dev";

    public bool ExpectsNoChanges { get; private init; }

    public bool ShowsSecrets { get; private init; }

    public ImmutableDictionary<string, string> Providers { get; private init; } = ImmutableDictionary<string, string>.Empty;

    public ImmutableDictionary<string, Value> Settings { get; private init; } = ImmutableDictionary<string, Value>.Empty;

    public static Arguments Parse(IReadOnlyList<string> given)
    {
        var parsed = new Arguments("", []);
        for (var at = 0; at < given.Count; at++)
        {
            parsed = given[at] switch
            {
                "--expect-no-changes" => parsed with { ExpectsNoChanges = true },
                "--show-secrets" => parsed with { ShowsSecrets = true },
                var option when option.StartsWith('-') => at + 1 < given.Count
                    ? parsed.With(option, given[++at])
                    : throw new ProgramException($"{option} needs a value."),
                var verb when parsed.Verb.Length == 0 => parsed with { Verb = verb },
                var rest => parsed with { Rest = parsed.Rest.Add(rest) },
            };
        }

        return parsed;
    }

    private Arguments With(string option, string value) => option switch
    {
        "--project" => this with { Project = value },
        "--state" => this with { StateFile = value },
        "--stack" => this with { Stack = value },
        "--provider" when value.Split('=', 2) is [var package, var directory] => this with { Providers = Providers.SetItem(package, directory) },
        "--provider" => this with { Providers = Providers.SetItem("infisical-rotation", value) },
        "--config" => WithSetting(value, text => text),
        "--secret" => WithSetting(value, text => new Value.Secret(text)),
        _ => throw new ProgramException($"{option} is no option.\n\n{Usage}"),
    };

    private Arguments WithSetting(string pair, Func<Value, Value> mark) => pair.Split('=', 2) is [var name, var value]
        ? this with { Settings = Settings.SetItem(name, mark(new Value.Text(value))) }
        : throw new ProgramException($"\"{pair}\" is not KEY=VALUE.");
}
