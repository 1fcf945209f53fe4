namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A profile of the configuration file of Oracle Cloud.</summary>
/// <param name="User">The OCID of the user.</param>
/// <param name="KeyId">The tenancy, the user and the fingerprint, which name the key.</param>
/// <param name="Region">The region.</param>
/// <param name="Key">The file with the private key.</param>
/// <param name="Passphrase">Its passphrase; null for none.</param>
internal sealed record OciProfile(string User, string KeyId, string Region, ProofFile Key, string? Passphrase)
{
    /// <summary>The profile whose values the others inherit.</summary>
    public const string Default = "DEFAULT";

    /// <summary>The file that Oracle's tools read.</summary>
    public const string DefaultPath = "~/.oci/config";

    /// <exception cref="MissingProofException">The profile does not exist, or is incomplete.</exception>
    public static OciProfile Read(ProofFile file, string name)
    {
        var sections = Sections(file.Read());
        if (!sections.TryGetValue(name, out var own))
        {
            throw new MissingProofException(ProofMessages.ProfileMissing(name, file.Path));
        }

        var inherited = sections.GetValueOrDefault(Default) ?? [];
        string Value(string key) => Optional(key)
            ?? throw new MissingProofException(ProofMessages.ProfileIncomplete(name, file.Path, key));
        string? Optional(string key) =>
            (own.GetValueOrDefault(key) ?? inherited.GetValueOrDefault(key)) is { Length: > 0 } value ? value : null;

        var user = Named(Value("user"), name, file.Path, "user");
        return new OciProfile(
            user,
            $"{Value("tenancy")}/{user}/{Value("fingerprint")}",
            Named(Value("region"), name, file.Path, "region"),
            file with { What = "key file", Path = Expanded(Value("key_file")) },
            Optional("pass_phrase"));
    }

    public override string ToString() => $"OciProfile {{ {User} }}";

    /// <summary>Both become a part of an address, and OCIDs and regions have no other characters.</summary>
    private static string Named(string value, string profile, string path, string key) =>
        value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_')
            ? value
            : throw new MissingProofException(ProofMessages.ProfileIncomplete(profile, path, key));

    private static Dictionary<string, Dictionary<string, string>> Sections(string text)
    {
        var sections = new Dictionary<string, Dictionary<string, string>>(StringComparer.Ordinal);
        Dictionary<string, string>? section = null;
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries))
        {
            if (line is ['[', .. var name, ']'])
            {
                section = sections[name.Trim()] = new Dictionary<string, string>(StringComparer.Ordinal);
            }
            else if (section is not null && line is not ['#' or ';', ..] && line.Split('=', 2) is [var key, var value])
            {
                section[key.Trim()] = value.Trim();
            }
        }

        return sections;
    }

    /// <summary>The path with the home folder in place of the tilde.</summary>
    public static string Expanded(string path) => path is ['~', '/' or '\\', ..]
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), path[2..])
        : path;
}
