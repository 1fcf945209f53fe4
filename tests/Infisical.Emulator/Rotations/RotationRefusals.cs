namespace Infisical.Emulator;

/// <summary>The server's sentences about rotations, word for word.</summary>
internal static class RotationRefusals
{
    private const int LongestText = 1024;

    public static Refusal Plan(string whatFailed, string upgradeTo) =>
        Refusal.BadRequest($"Failed to {whatFailed} due to plan restriction. Upgrade plan to {upgradeTo}.");

    // The misspelling is the server's.
    public static Refusal ProjectTooOld() => Refusal.BadRequest(
        "Project version does not support Secret Rotation V2. Please upgrade your project via the Infiscal Dashboard to gain access.");

    public static Refusal NoFolder(string path, string environment, string projectId) => Refusal.BadRequest(
        $"Could not find folder with path \"{path}\" in environment \"{environment}\" for project with ID \"{projectId}\"");

    public static Refusal NotFound(RotationType type, string id) => Refusal.NotFound($"Could not find {type.Title} Rotation with ID \"{id}\"");

    // An update leaves the quotation marks out.
    public static Refusal NotFoundForUpdate(RotationType type, string id) => Refusal.NotFound($"Could not find {type.Title} Rotation with ID {id}");

    public static Refusal NotFoundByName(RotationType type, string name) =>
        Refusal.NotFound($"Could not find {type.Title} Rotation with name \"{name}\"");

    public static Refusal OtherApp(RotationType type, string id) =>
        Refusal.BadRequest($"Secret Rotation with ID \"{id}\" is not configured for {type.Title}");

    public static Refusal NameTaken(string name, string path) =>
        Refusal.BadRequest($"A Secret Rotation with the name \"{name}\" already exists at the secret path \"{path}\"");

    public static Refusal DoubledNames(IEnumerable<string> names) =>
        Refusal.BadRequest($"Secrets mapping keys must be unique. \"{string.Join(", ", names)}\" contains duplicate keys.");

    public static Refusal SecretsTaken(string path, IEnumerable<string> names) =>
        Refusal.BadRequest($"The following secrets already exist at the path \"{path}\": {string.Join(", ", names)}");

    public static Refusal DestinationSecretsTaken(string path, IEnumerable<string> names) => Refusal.BadRequest(
        $"The following secrets already exist at the destination path \"{path}\": {string.Join(", ", names)}. Set \"overwriteDestination\" to true to replace them.");

    public static Refusal NoDestination(string path, string environment) =>
        Refusal.NotFound($"Destination folder with path \"{path}\" in environment \"{environment}\" not found");

    public static Refusal SamePlace() => Refusal.BadRequest("Source and destination locations are the same");

    public static Refusal RunningForUpdate() =>
        Refusal.BadRequest("A rotation is currently in progress for this secret rotation. Please try again shortly.");

    public static Refusal RunningForRotate() => Refusal.BadRequest("A rotation is already in progress. Please try again shortly.");

    public static Refusal RunningForCheck() => Refusal.BadRequest("A rotation is in progress. Please try again shortly.");

    public static Refusal CheckUnsupported(RotationType type) =>
        Refusal.BadRequest($"Credential check is not yet supported for {type.Title} Rotations.");

    public static Refusal NothingToCheck() => Refusal.BadRequest("No active credentials are available to check for this rotation.");

    public static Refusal NoLongerValid() => Refusal.BadRequest("Active credentials are no longer valid.");

    /// <summary>The other system's own words, behind the server's.</summary>
    public static string ProviderText(string detail)
    {
        var text = $"Infisical encountered an issue while generating credentials with the configured inputs: {detail}";
        return text.Length <= LongestText ? text : $"{text[..(LongestText - 3)]}...";
    }
}
