using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Infisical.Emulator;

/// <summary>One request to the AWS Query API from the first byte to the last.</summary>
internal sealed class IamPipeline(Instance instance)
{
    private readonly IamSessions _sessions = new(instance);

    public async Task RunAsync(HttpContext http)
    {
        var arrived = await Arrived.ReadAsync(http, instance, EmulatorListener.Aws);
        instance.Requests.Add(arrived.Recorded);
        var parameters = ParametersOf(arrived);
        var action = parameters.GetValueOrDefault("Action") ?? "";
        var fault = instance.Faults.Take(EmulatorListener.Aws, action, arrived.Path);
        if (fault is { AfterHandling: false } && await FaultInjection.SpoilAsync(http, fault))
        {
            return;
        }

        var (status, body) = Handle(arrived, action, parameters);
        if (fault is { AfterHandling: true } && await FaultInjection.SpoilAsync(http, fault, body))
        {
            return;
        }

        http.Response.StatusCode = status;
        http.Response.ContentType = "text/xml";
        http.Response.ContentLength = body.Length;
        http.Response.Headers.Date = instance.Now.ToString("R", CultureInfo.InvariantCulture);
        await http.Response.Body.WriteAsync(body, http.RequestAborted);
    }

    private (int Status, byte[] Body) Handle(Arrived arrived, string action, ImmutableDictionary<string, string> parameters)
    {
        var service = IamActions.IsSts(action) ? IamXml.Sts : IamXml.Iam;
        try
        {
            var caller = _sessions.Identify(arrived);
            return (200, IamXml.Answer(service, action, new IamActions(instance, _sessions, caller, parameters).Do(action)));
        }
        catch (IamFailure failure)
        {
            return (failure.Status, IamXml.Error(service, failure));
        }
    }

    private static ImmutableDictionary<string, string> ParametersOf(Arrived arrived)
    {
        var form = Encoding.UTF8.GetString(arrived.Body)
            .Split('&', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .Select(pair => KeyValuePair.Create(Decode(pair[0]), Decode(pair.ElementAtOrDefault(1) ?? "")));
        return arrived.Query.SetItems(form);
    }

    private static string Decode(string part) => Uri.UnescapeDataString(part.Replace('+', ' '));
}
