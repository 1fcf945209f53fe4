namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>Made-up ids for example programs.</summary>
internal static class Samples
{
    public const string ProjectId = "9f1c3a52-6c1e-4f0a-9a51-7f3f6f0c2b11";
    public const string ConnectionId = "5a7e0c44-2f63-4c19-8d0b-1f6f1f2a9c33";
    public const string RotationId = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
}
