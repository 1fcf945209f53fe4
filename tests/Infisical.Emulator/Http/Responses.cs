using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Infisical.Emulator;

/// <summary>Writes answers; their <c>Date</c> follows the server's clock.</summary>
internal static class Responses
{
    public static async Task WriteAsync(HttpContext http, int status, byte[] body, IReadOnlyDictionary<string, string> headers, TimeProvider clock)
    {
        var response = http.Response;
        response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in headers)
        {
            response.Headers[name] = value;
        }

        if (http.Request.Method == "GET" && status == 200)
        {
            var tag = $"\"{Ids.Hash(Convert.ToBase64String(body))[..27]}\"";
            response.Headers.ETag = tag;
            if (http.Request.Headers.IfNoneMatch.ToString() == tag)
            {
                response.StatusCode = 304;
                return;
            }
        }

        response.StatusCode = status;
        if (body.Length > 0)
        {
            response.ContentType = "application/json; charset=utf-8";
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body, http.RequestAborted);
        }
    }
}
