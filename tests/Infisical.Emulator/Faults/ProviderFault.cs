namespace Infisical.Emulator;

/// <summary>Something that goes wrong between the server and the system whose credentials it rotates.</summary>
public sealed record ProviderFault
{
    private ProviderFault()
    {
    }

    /// <summary>How many attempts it spoils; a scheduled rotation makes five.</summary>
    public int Times { get; init; } = 1;

    internal FailurePoint Point { get; private init; }

    internal string Text { get; private init; } = "";

    internal Hold? WaitsFor { get; private init; }

    /// <summary>Refused with this text before anything was touched.</summary>
    public static ProviderFault Refuses(string text) => new() { Point = FailurePoint.Start, Text = text };

    /// <summary>Fails with this text after the oldest key was deleted and before a new one is made.</summary>
    public static ProviderFault FailsAfterRetiring(string text) => new() { Point = FailurePoint.Retired, Text = text };

    /// <summary>Fails with this text after the credential was made and before it is stored: it is left over.</summary>
    public static ProviderFault FailsAfterIssuing(string text) => new() { Point = FailurePoint.Issued, Text = text };

    /// <summary>The database fails after the credential was made: it is left over.</summary>
    public static ProviderFault FailsInDatabase() => new() { Point = FailurePoint.Database, Text = "Something went wrong" };

    /// <summary>Fails with this text after the new credential was stored and the secrets written.</summary>
    public static ProviderFault FailsAfterStoring(string text) => new() { Point = FailurePoint.Stored, Text = text };

    /// <summary>Waits after the credential was made and before it is stored.</summary>
    public static ProviderFault Waits(Hold hold) => new() { Point = FailurePoint.None, WaitsFor = hold };
}

/// <summary>How far an issue or rotation gets before it fails.</summary>
internal enum FailurePoint
{
    None,
    Start,
    Retired,
    Issued,
    Database,
    Stored,
}

/// <summary>A revocation that fails.</summary>
internal sealed record RevocationFault(string Text, bool IsBadRequest);

/// <summary>The other system said no, in its own words.</summary>
internal sealed class ProviderFailure(string text) : Exception(text);
