using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>App connections for Supabase.</summary>
internal static class SupabaseConnection
{
    private static readonly Field AccessKey = SharedCredentials.Secret("accessKey", "Access token.") with
    { MaxLength = 255 };

    public static readonly ConnectionType Type = new()
    {
        App = "supabase",
        Title = "Supabase",
        Methods =
        [
            new(
                "access-token",
                AccessKey,
                Field.Text("instanceUrl", "URL of a self-hosted instance.") with
                { Format = TextFormat.WebAddress, MaxLength = 255 })
            { EarlierNames = [(AccessKey, "apiKey")] },
        ],
    };
}
