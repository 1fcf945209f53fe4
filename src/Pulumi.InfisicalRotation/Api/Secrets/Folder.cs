namespace Pulumi.InfisicalRotation.Api.Secrets;

/// <summary>A folder for secrets.</summary>
internal sealed record Folder(string Id, string Name, string? Path = null);
