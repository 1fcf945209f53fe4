namespace Infisical.Emulator;

/// <summary>The server's sentences about app connections, word for word.</summary>
internal static class ConnectionRefusals
{
    public static Refusal NotFound(string id) => Refusal.NotFound($"Could not find App Connection with ID {id}");

    public static Refusal NotFoundByName(string name, bool inProject) =>
        Refusal.NotFound($"Could not find App Connection with name {name} in {(inProject ? "project" : "organization")} scope.");

    public static Refusal OtherApp(string id, string app) => Refusal.BadRequest($"App Connection with ID {id} is not for App \"{app}\"");

    public static Refusal NameTaken(string name) => Refusal.BadRequest($"An App Connection with the name \"{name}\" already exists");

    public static Refusal InUse() =>
        Refusal.BadRequest("Cannot delete App Connection with existing connections. Remove all existing connections and try again.");

    public static Refusal TwoGateways() => Refusal.BadRequest("Cannot specify both a gateway and a gateway pool");

    public static Refusal WrongFields(App app, string method) => Refusal.BadRequest($"Invalid credential format for {app.Name} Connection with method {method}");

    public static Refusal AwsRefused(string text) => Refusal.Failed($"Unable to validate credentials: {text}");
}
