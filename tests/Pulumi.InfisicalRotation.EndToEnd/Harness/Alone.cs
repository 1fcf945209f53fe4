namespace Pulumi.InfisicalRotation.EndToEnd.Harness;

/// <summary>Tests that run after all others and one at a time, for the program they watch counts seconds.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;
