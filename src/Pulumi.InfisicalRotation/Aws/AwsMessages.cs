using System.Globalization;
using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Aws;

/// <summary>The messages of failed requests to AWS. None of them contains a secret.</summary>
internal static class AwsMessages
{
    // Texts of AWS and of libraries are cut.
    private const int MaxLength = 2000;

    public static string Refused(string action, int status, string code, string text) =>
        $"AWS refused {action} ({Number(status)}, {Printable.Line(code, MaxLength)})"
        + (text.Length == 0 ? "." : $": {Sentence(text)}");

    /// <summary>AWS's own text contains the request that it signed, with the session token.</summary>
    public static string SignatureRefused(string action, int status, string code) =>
        $"AWS refused {action} ({Number(status)}, {code}): the signature does not match. Check the secret access key.";

    public static string Unreachable(string action, Uri endpoint, string cause) =>
        $"Could not reach AWS at {endpoint.Authority} for {action}: {Sentence(cause)}";

    public static string TimedOut(string action, Uri endpoint, TimeSpan limit) =>
        $"AWS at {endpoint.Authority} did not answer {action} within {Number(limit.TotalSeconds)} seconds.";

    public static string Unreadable(string action, int status) =>
        $"The response to {action} ({Number(status)}) is not one of AWS.";

    public static string NothingFound => "No AWS credentials were found.";

    public static string TooLarge(string action, Uri endpoint) =>
        $"The response of {endpoint.Authority} to {action} is larger than any response of AWS.";

    public static string NoCredentials =>
        NothingFound + " Set accessKeyId and secretAccessKey or profile in the aws block of the "
        + "provider configuration, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY or AWS_PROFILE in the environment.";

    public static string SourceFailed(Exception fault) =>
        $"The AWS credentials could not be read ({fault.GetType().Name}). Check the shared configuration files of AWS, "
        + "in which each line of a profile is a name, an equals sign and a value, and any program that they name in "
        + "credential_process.";

    public static string NotSent(string action, Exception fault) =>
        $"{action} could not be requested of AWS ({fault.GetType().Name}). Check the region and the credentials in the "
        + "aws block of the provider configuration, or in the environment.";

    public static string PartialVariables(string present, string missing) =>
        $"{present} is set in the environment, but {missing} is not.";

    public static string TokenFileUnreadable(string cause) =>
        $"The web identity token of AWS could not be read: {cause}";

    public static string ProfileMissing(string profile) =>
        $"The AWS profile \"{profile}\" was not found in the shared configuration files.";

    public static string ProfileNeedsMfa(string profile) =>
        $"The AWS profile \"{profile}\" requires an MFA code, which this provider cannot ask for. Use temporary "
        + "credentials in the environment instead.";

    public static string ProfileUnusable(string profile, string cause) =>
        $"The AWS profile \"{profile}\" gives no credentials: {Sentence(cause)} For IAM Identity "
        + $"Center, run `aws configure export-credentials --profile {profile} --format env` and use its result.";

    public static string ProfileCycle(string profile) =>
        $"The AWS profile \"{profile}\" refers to itself through source_profile.";

    private static string Sentence(string text) =>
        Printable.Line(text, MaxLength) is var line && line is [.., '.' or '!' or '?'] ? line : line + ".";

    private static string Number(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);
}
