using System.Text;
using Microsoft.AspNetCore.Http;

namespace Infisical.Emulator;

/// <summary>Carries out a fault on a request.</summary>
internal static class FaultInjection
{
    /// <summary>Whether the fault took the place of the answer; otherwise the call goes on.</summary>
    public static async Task<bool> SpoilAsync(HttpContext http, Fault fault, byte[]? answer = null)
    {
        if (fault.CutsBody)
        {
            await CutOffAsync(http, answer ?? [], fault.WaitsFor);
            return true;
        }

        if (fault.WaitsFor is { } hold)
        {
            await hold.PassAsync(http.RequestAborted);
        }

        if (fault.CutsConnection)
        {
            http.Abort();
            return true;
        }

        if (fault.WaitsFor is not null)
        {
            return false;
        }

        if (fault.NeverEnds)
        {
            await WriteOnAsync(http);
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

    private static async Task CutOffAsync(HttpContext http, byte[] answer, Hold? hold)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer.AsMemory(0, answer.Length / 2), http.RequestAborted);
        await http.Response.Body.FlushAsync(http.RequestAborted);
        await (hold?.PassAsync(http.RequestAborted) ?? Task.CompletedTask);
        http.Abort();
    }

    private static async Task WriteOnAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        await http.Response.Body.WriteAsync("{\"endless\":\""u8.ToArray(), http.RequestAborted);
        var part = new byte[64 * 1024];
        part.AsSpan().Fill((byte)'x');
        while (!http.RequestAborted.IsCancellationRequested)
        {
            await http.Response.Body.WriteAsync(part, http.RequestAborted);
        }
    }
}
