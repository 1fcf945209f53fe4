namespace Infisical.Emulator;

/// <summary>The server's sentences about app connections, word for word.</summary>
internal static class ConnectionRefusals
{
    public static Refusal NotFound(string id) => Refusal.NotFound($"Could not find App Connection with ID {id}");

    public static Refusal NotFoundByName(string name, bool inProject) =>
        Refusal.NotFound($"Could not find App Connection with name {name} in {(inProject ? "project" : "organization")} scope.");

    public static Refusal OtherApp(string id, string app) => Refusal.BadRequest($"App Connection with ID {id} is not for App \"{app}\"");

    public static Refusal OtherAppByName(string name, string app) => Refusal.BadRequest($"App Connection with name {name} is not for App \"{app}\"");

    public static Refusal NoProject(string projectId) => Refusal.BadRequest($"Could not find project with ID {projectId}");

    public static Refusal NameTaken(string name) => Refusal.BadRequest($"An App Connection with the name \"{name}\" already exists");

    public static Refusal InUse() =>
        Refusal.BadRequest("Cannot delete App Connection with existing connections. Remove all existing connections and try again.");

    public static Refusal TwoGateways() => Refusal.BadRequest("Cannot specify both a gateway and a gateway pool");

    public static Refusal NoGateway(string id) => Refusal.NotFound($"Gateway with ID {id} not found for org");

    public static Refusal Plan(string verb) =>
        Refusal.BadRequest($"Failed to {verb} app connection due to plan restriction. Upgrade plan to access enterprise app connections.");

    public static Refusal WrongFields(App app, AppMethod method) =>
        Refusal.BadRequest($"Invalid credential format for {app.Name} Connection with method {method.Title}");

    public static Refusal TakenOver() => Refusal.BadRequest("Cannot update credentials or management status for platform managed connections");

    public static Refusal TakesOverWithoutCredentials() =>
        Refusal.BadRequest("Credentials required to transition to platform managed credentials");

    public static Refusal UnsupportedRegion() => Refusal.BadRequest("STS endpoint must target a supported AWS region.");

    public static Refusal AwsRefused(string text) => Refusal.Failed($"Unable to validate credentials: {text}");

    /// <summary>What earlier servers say of AWS, whatever the reason.</summary>
    public static Refusal AwsRefusedEarlier() => Refusal.BadRequest("Unable to validate connection: verify credentials");
}
