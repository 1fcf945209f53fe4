using System.Collections.Immutable;
using TestEngine.Plugins;
using TestEngine.Values;

namespace TestEngine;

/// <summary>What a stack is run with.</summary>
public sealed record EngineOptions
{
    public string Stack { get; init; } = "dev";

    /// <summary>The stack's settings; they win over the program's. <c>package:key</c> is for a provider.</summary>
    public ImmutableDictionary<string, Value> Settings { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>By package, where its provider comes from; wins over the program's directories.</summary>
    public ImmutableDictionary<string, ProviderSource> Providers { get; init; } = ImmutableDictionary<string, ProviderSource>.Empty;

    /// <summary>Put on top of this process's environment for every provider; null takes a variable away.</summary>
    public ImmutableDictionary<string, string?> Environment { get; init; } = ImmutableDictionary<string, string?>.Empty;

    /// <summary>Where providers are started; without one, a fresh directory with settings in it that no provider may read.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Where the state is kept; without one, in memory.</summary>
    public string? StateFile { get; init; }

    /// <summary>How many resources are worked on at a time; components are outside of it, checks and diffs come one by one.</summary>
    public int Parallel { get; init; } = 4 * System.Environment.ProcessorCount;

    /// <summary>Asks Check and Diff a second time to see that they are stable. Neither reaches a service, so nothing else shows.</summary>
    public bool ProveStability { get; init; } = true;

    /// <summary>The user's rule for names that a program leaves out, by resource name.</summary>
    public Func<string, AutoNaming>? AutoNaming { get; init; }

    /// <summary>After this a run is ended and its providers killed.</summary>
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Told of every step as it is done.</summary>
    public Action<Step>? OnStep { get; init; }
}
