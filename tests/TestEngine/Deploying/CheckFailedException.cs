using TestEngine.Plugins;

namespace TestEngine.Deploying;

/// <summary>The provider found inputs to be wrong. Their values are left out: any of them may be secret.</summary>
internal sealed class CheckFailedException(ResourceIdentity resource, IEnumerable<InputFailure> failures)
    : Exception($"{resource.Type} '{resource.Name}': " + string.Join(" ", failures.Select(failure =>
        failure.Property.Length == 0 ? failure.Reason : $"{failure.Property} {failure.Reason}")));
