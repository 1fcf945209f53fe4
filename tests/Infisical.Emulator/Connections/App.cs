using System.Collections.Immutable;

namespace Infisical.Emulator;

/// <summary>A way for a connection to sign in at its app.</summary>
/// <param name="Name">The method's slug.</param>
/// <param name="Title">What messages call it.</param>
/// <param name="Credentials">The credentials that are sent, as an object.</param>
internal sealed record AppMethod(string Name, string Title, Field Credentials)
{
    /// <summary>The fields of the credentials that come back in answers.</summary>
    public required ImmutableArray<string> Returned { get; init; }

    /// <summary>Values that the server makes in exchange for a one-time code, which it does not keep.</summary>
    public ImmutableArray<string> Kept { get; init; } = [];
}

/// <summary>An app that connections are made to, as its contract describes it.</summary>
internal sealed record App(string Slug, string Name)
{
    public required ImmutableArray<AppMethod> Methods { get; init; }

    /// <summary>The methods in the order in which an update tries its credentials.</summary>
    public required ImmutableArray<AppMethod> Union { get; init; }

    public bool TakesGateway { get; init; }

    /// <summary>Infisical can take over the password of the connection's own user.</summary>
    public bool TakesOver { get; init; }

    /// <summary>Infisical can rotate the credentials of the connection itself.</summary>
    public bool RotatesItself { get; init; }

    public bool NeedsEnterprise { get; init; }

    /// <summary>What stands beside the credentials, for the apps that have it.</summary>
    public Field? Configuration { get; init; }

    public AppMethod Method(string name) => Methods.First(method => method.Name == name);
}
