using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What is stored of the credentials that were sent.</summary>
internal static class StoredCredentials
{
    /// <summary>
    /// A one-time code is exchanged for what it stands for; a password that the server takes over is replaced by one that nobody
    /// else knows.
    /// </summary>
    public static JsonObject Of(AppMethod method, JsonObject sent, JsonObject body)
    {
        var stored = sent.DeepClone().AsObject();
        if (!method.Kept.IsEmpty)
        {
            stored.Remove("code");
        }

        foreach (var name in method.Kept)
        {
            stored[name] = $"{name}-{Ids.Secret(16)}";
        }

        if (body.FlagOf("isPlatformManagedCredentials") == true)
        {
            stored["password"] = Ids.Secret(32);
        }

        return stored;
    }
}
