using Pulumi.InfisicalRotation.Texts;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>Why the proof for a login cannot be had. What to set instead follows from the settings.</summary>
internal static class ProofMessages
{
    private const int MaxLength = 300;

    public static string Refused(ProofRequest request, int status, string text) =>
        $"{Subject(request)} refused the request ({status}){(text.Length > 0 ? $": {text}" : ".")}";

    public static string NoAnswer(ProofRequest request) => $"{Subject(request)} did not answer in time.";

    public static string Unreachable(ProofRequest request, string cause) =>
        $"{Subject(request)} could not be reached: {cause}";

    public static string NotInAnswer(ProofRequest request, string member) =>
        $"The response of {request.Server} at {request.Place} contains no {member}.";

    public static string VariableMissing(string variable) => $"The environment variable {variable} is not set.";

    public static string TokenInPlaceOf(string what) => $"The {what} looks like a token. Set the token itself as token.";

    public static string NoToken(string place) =>
        $"{place} contains no token: a token consists of printable ASCII characters without spaces.";

    public static string FileUnreadable(string what, string path, string cause) =>
        $"The {what} {Printable.Line(path, MaxLength)} could not be read: {Printable.Line(cause, MaxLength)}";

    public static string NotAnAddress(string variable) =>
        $"The environment variable {variable} contains no http or https address.";

    public static string NoGitHubPermission(string variable) =>
        $"There is no token, and the job may not request one from GitHub Actions: {variable} is not set. Outside GitHub "
        + "Actions, name the token. In a workflow, give the job the permission id-token: write.";

    public static string NotAFileOf(string what, string path, string expected) =>
        $"The {what} {Printable.Line(path, MaxLength)} is not {expected}.";

    public static string KeyUnreadable(string what) =>
        $"The {what} is no private RSA key that can be read. If it is encrypted, its passphrase is needed.";

    public static string ProfileMissing(string profile, string path) =>
        $"The profile {Printable.Line(profile, MaxLength)} is missing in {Printable.Line(path, MaxLength)}.";

    public static string ProfileIncomplete(string profile, string path, string key) =>
        $"The profile {Printable.Line(profile, MaxLength)} in {Printable.Line(path, MaxLength)} has no valid {key}.";

    public static string CertificateUnusable =>
        "The certificate and the private key cannot be used: both must be PEM text, the key without a passphrase, and "
        + "belong together.";

    public static string CertificateNeedsTls =>
        "A client certificate is shown in a TLS handshake, and the address of the server begins with http://.";

    public static string KeyInOldForm(string what) =>
        $"The {what} is encrypted in the old PEM form (DEK-Info), which is not supported. Convert it: openssl pkcs8 "
        + "-topk8 -in OLD -out NEW";

    private static string Subject(ProofRequest request) =>
        $"{char.ToUpperInvariant(request.Server[0])}{request.Server[1..]} at {request.Place}";
}
