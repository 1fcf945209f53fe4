namespace Pulumi.InfisicalRotation.Provider;

/// <summary>One error in the inputs of a resource, a component or the provider.</summary>
/// <param name="Path">
/// Property path, such as <c>parameters.userName</c>. Empty for the whole value, and for an error reported without its
/// path.
/// </param>
/// <param name="Reason">What is wrong and what is right. It follows the path in a sentence.</param>
/// <param name="IsHidden">Whether the value at the path is or may be secret.</param>
internal sealed record InputError(string Path, string Reason, bool IsHidden = false)
{
    /// <summary>
    /// The error as it may be reported. The CLI prints the value of a reported property, secret or not, so the path of
    /// a hidden value moves into the reason.
    /// </summary>
    public InputError ForEngine() => IsHidden ? new InputError("", $"{Path} {Reason}") : this;

    public override string ToString() => $"{Path} {Reason}".TrimStart();
}
