namespace Pulumi.InfisicalRotation.Aws;

/// <summary>The settings of an <see cref="AwsClient"/>, and what it needs from outside.</summary>
internal sealed record AwsOptions
{
    /// <summary>The variables that name the region, the first one that is set first.</summary>
    public static readonly string[] RegionVariables = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    public required AwsSettings Settings { get; init; }

    /// <summary>Reads an environment variable; null if it is not set.</summary>
    public required Func<string, string?> ReadVariable { get; init; }

    public required TimeProvider TimeProvider { get; init; }

    /// <summary>Timeout of one request.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    public string UserAgent { get; init; } = "pulumi-infisical-rotation";

    /// <summary>Varies the waits between retries, so that processes do not retry in step.</summary>
    public Random Jitter { get; init; } = Random.Shared;

    /// <summary>The first variable that is set and not blank.</summary>
    public string? Variable(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (ReadVariable(name)?.Trim() is { Length: > 0 } value)
            {
                return value;
            }
        }

        return null;
    }
}
