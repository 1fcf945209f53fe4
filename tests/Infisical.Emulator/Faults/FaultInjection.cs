using System.Text;
using Microsoft.AspNetCore.Http;

namespace Infisical.Emulator;

/// <summary>Carries out a fault on a request.</summary>
internal static class FaultInjection
{
    /// <summary>Whether the fault took the place of the answer; otherwise the call goes on.</summary>
    public static async Task<bool> SpoilAsync(HttpContext http, Fault fault, byte[]? answer = null)
    {
        if (fault.WaitsFor is { } hold)
        {
            await hold.PassAsync(http.RequestAborted);
            return false;
        }

        if (fault.CutsConnection)
        {
            http.Abort();
            return true;
        }

        if (fault.CutsBody)
        {
            await CutOffAsync(http, answer ?? []);
            return true;
        }

        http.Response.StatusCode = fault.Status;
        http.Response.ContentType = fault.ContentType;
        foreach (var (name, value) in fault.Headers)
        {
            http.Response.Headers[name] = value;
        }

        var body = fault.Rewrites?.Invoke(Encoding.UTF8.GetString(answer ?? [])) ?? fault.Body ?? "";
        await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(body), http.RequestAborted);
        return true;
    }

    private static async Task CutOffAsync(HttpContext http, byte[] answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        http.Abort();
    }
}
