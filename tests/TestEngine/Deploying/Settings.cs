using System.Collections.Immutable;
using TestEngine.Language;
using TestEngine.Values;

namespace TestEngine.Deploying;

/// <summary>The stack's settings over the program's defaults.</summary>
internal static class Settings
{
    public static ImmutableDictionary<string, Value> Of(StackProgram program, EngineOptions options)
    {
        var settings = ImmutableDictionary.CreateBuilder<string, Value>();
        foreach (var (name, setting) in program.Settings)
        {
            var given = options.Settings.GetValueOrDefault(name) ?? (setting.Value is null ? null : Value.From(setting.Value));
            settings[name] = given switch
            {
                null => throw new ProgramException($"The setting {name} has to be given."),
                _ when setting.IsSecret && given is not Value.Secret => new Value.Secret(given),
                _ => given,
            };
        }

        foreach (var (name, value) in options.Settings)
        {
            settings.TryAdd(name, value);
        }

        return settings.ToImmutable();
    }
}
