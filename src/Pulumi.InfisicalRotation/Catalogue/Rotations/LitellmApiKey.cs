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
        CredentialLifecycle = SharedFields.NewCredentialLifecycle("an API key"),
        RevocationEffect = SharedFields.DeletesCredentials("API keys"),
        Parameters =
        [
            Field.Text("name", "Prefix of the names of the created keys. The server appends a timestamp.") with
            { IsRequired = true, MaxLength = 100 },
            Field.Text("additionalOptions", "Additional options for the keys, as the text of a JSON object.") with
            {
                Rule = Rules.LiteLlmOptions,
                PortableRule = Rules.PortableLiteLlmOptions,
                Example = "{\"max_budget\":1}",
            },
            Field.Text("userId", "Id of the LiteLLM user that owns the keys."),
            Field.Text("teamId", "Id of the LiteLLM team that owns the keys."),
            Field.List(
                "models", "Models that the keys can use. Default: all models.", Field.Text("model", "Model name.")),
        ],
        SecretsMapping =
        [
            Field.SecretName("apiKey", "LITELLM_API_KEY", "Name of the secret that receives the active key."),
        ],
        Revocation = Revocation.AllOrError,
    };
}
