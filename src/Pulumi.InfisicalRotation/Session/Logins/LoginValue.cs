namespace Pulumi.InfisicalRotation.Session.Logins;

/// <summary>The value of a login input.</summary>
/// <param name="Text">The value, trimmed.</param>
/// <param name="Variable">The environment variable that it comes from; null for the configuration.</param>
internal sealed record LoginValue(string Text, string? Variable)
{
    public override string ToString() => $"LoginValue {{ {Variable ?? "configuration"} }}";
}
