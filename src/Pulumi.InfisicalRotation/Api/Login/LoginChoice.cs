namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>Why a way to log in was chosen, in the words of the settings.</summary>
/// <param name="Reason">The method and what chose it, as a sentence.</param>
/// <param name="Help">What to set where its proof is missing, as a sentence.</param>
internal sealed record LoginChoice(string Reason, string Help);
