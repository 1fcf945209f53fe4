using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Rotations;

internal static class LitellmApiKey
{
    public static readonly RotationType Type = new()
    {
        Slug = "litellm-api-key",
        Title = "LiteLLM API Key",
        Description = "Rotates a LiteLLM API key.",
        ConnectionApps = ["litellm"],
        Slots = 2,
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("a key"),
        Parameters =
        [
            Field.Text("name", "Beginning of the names that the keys get; the server adds a time stamp.") with
            { IsRequired = true, MaxLength = 100 },
            Field.Text("additionalOptions", "More options for the keys: a JSON object, as text.") with { Rule = Rules.LiteLlmOptions, Example = "{\"max_budget\":1}" },
            Field.Text("userId", "LiteLLM user the keys belong to."),
            Field.Text("teamId", "LiteLLM team the keys belong to."),
            Field.List("models", "Models that the keys may use. Default: all.", Field.Text("model", "Name of a model.")),
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "LITELLM_API_KEY", "Secret that receives the key in use."),
        ],
    };
}
