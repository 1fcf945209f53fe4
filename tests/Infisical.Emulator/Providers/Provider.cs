using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>What is to be issued.</summary>
/// <param name="Type">The rotation's type.</param>
/// <param name="ConnectionId">By which connection.</param>
/// <param name="Parameters">The rotation's parameters.</param>
/// <param name="Slot">The slot the credential will go to.</param>
/// <param name="Displaced">What that slot held before.</param>
internal sealed record IssueOrder(RotationType Type, string ConnectionId, JsonObject Parameters, int Slot, JsonObject? Displaced);

/// <summary>The system whose credentials are rotated.</summary>
internal interface IProvider
{
    /// <summary>Makes a credential; <paramref name="beforeMaking"/> is called where old ones are gone and the new one is not there yet.</summary>
    JsonObject Issue(IssueOrder order, Action beforeMaking);

    /// <summary>Removes the displaced credential, once the new one is stored.</summary>
    void Retire(IssueOrder order);

    /// <summary>Ends one credential; whether there was one to end.</summary>
    bool Revoke(RotationType type, string connectionId, JsonObject parameters, JsonObject credential);

    /// <summary>Whether the credential still works.</summary>
    bool Works(RotationType type, string connectionId, JsonObject credential);
}
