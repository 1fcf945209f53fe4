using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Infisical.Emulator;

/// <summary>
/// Tries credentials before they are stored: those of AWS on the emulated account, all others only where a test makes them fail.
/// </summary>
internal sealed partial class ConnectionTrial(Instance instance)
{
    public void Demand(App app, AppMethod method, JsonObject credentials)
    {
        if (instance.Faults.TakeConnection(app.Slug, credentials) is { } fault)
        {
            throw new Refusal(fault.Status, fault.Error, fault.Message);
        }

        if (app.Slug == "aws" && instance.Options.TriesAwsConnections)
        {
            DemandAws(method, credentials);
        }
    }

    private void DemandAws(AppMethod method, JsonObject credentials)
    {
        if (credentials.TextOf("stsEndpoint") is { } endpoint && !Endpoint().IsMatch(new Uri(endpoint).Host))
        {
            throw ConnectionRefusals.UnsupportedRegion();
        }

        try
        {
            instance.ConnectionCallers.SignIn(method.Name, credentials, isTrial: true);
        }
        catch (IamFailure failure)
        {
            throw instance.Options.PlainAwsRefusals ? ConnectionRefusals.AwsRefusedEarlier() : ConnectionRefusals.AwsRefused(failure.Message);
        }
    }

    [GeneratedRegex(@"^sts(-fips)?(\.[a-z]{2}(-[a-z]+)+-\d)?\.amazonaws\.com(\.cn)?$")]
    private static partial Regex Endpoint();
}
