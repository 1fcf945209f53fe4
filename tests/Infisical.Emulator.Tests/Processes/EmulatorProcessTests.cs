using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Processes;

public sealed class EmulatorProcessTests
{
    [Fact]
    public async Task Prints_one_line_serves_and_ends_with_its_standard_input()
    {
        using var process = Start("--until-stdin-ends");
        var hello = await HelloAsync(process);
        using var http = new HttpClient { BaseAddress = new Uri(hello["address"]!.GetValue<string>()) };
        var login = await Post(http, "/api/v1/auth/universal-auth/login", new JsonObject
        {
            ["clientId"] = hello["clientId"]!.DeepClone(),
            ["clientSecret"] = hello["clientSecret"]!.DeepClone(),
        });
        Assert.NotNull(login["accessToken"]);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Api.Cancellation);
        Assert.Equal(("", "", 0), (await process.StandardOutput.ReadToEndAsync(Api.Cancellation), await process.StandardError.ReadToEndAsync(Api.Cancellation), process.ExitCode));
    }

    [Fact]
    public async Task Refuses_words_it_does_not_know()
    {
        using var process = Start("--no-such-word");
        await process.WaitForExitAsync(Api.Cancellation);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("--until-stdin-ends", await process.StandardError.ReadToEndAsync(Api.Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_on_a_signal()
    {
        using var process = Start("--until-stdin-ends");
        await HelloAsync(process);
        if (OperatingSystem.IsWindows())
        {
            // Windows has no such signal to send.
            process.StandardInput.Close();
        }
        else
        {
            using var kill = Process.Start("kill", $"-TERM {process.Id}");
        }

        await process.WaitForExitAsync(Api.Cancellation);
        Assert.Equal(0, process.ExitCode);
    }

    private static Process Start(params string[] words) => Process.Start(new ProcessStartInfo(
        "dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "Infisical.Emulator.dll"), .. words])
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static async Task<JsonNode> HelloAsync(Process process) =>
        JsonNode.Parse((await process.StandardOutput.ReadLineAsync(Api.Cancellation))!)!;

    private static async Task<JsonNode> Post(HttpClient http, string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync(path, body, Api.Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Api.Cancellation))!;
    }
}
