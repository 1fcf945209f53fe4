using System.Net.Http.Json;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Processes;

public sealed class EmulatorProcessTests
{
    [Fact]
    public async Task Prints_one_line_serves_and_ends_with_its_standard_input()
    {
        await using var process = Start("--until-stdin-ends");
        var line = await process.FirstLineAsync(Api.Cancellation);
        var hello = JsonNode.Parse(line!)!;
        using var http = new HttpClient { BaseAddress = new Uri(hello["address"]!.GetValue<string>()) };
        var login = await Post(http, "/api/v1/auth/universal-auth/login", new JsonObject
        {
            ["clientId"] = hello["clientId"]!.DeepClone(),
            ["clientSecret"] = hello["clientSecret"]!.DeepClone(),
        });
        Assert.NotNull(login["accessToken"]);
        process.CloseInput();
        var ended = await process.EndAsync(Api.Cancellation);
        Assert.Equal((line + Environment.NewLine, "", 0), (ended.Output, ended.Error, ended.ExitCode));
    }

    [Fact]
    public async Task Refuses_words_it_does_not_know()
    {
        await using var process = Start("--no-such-word");
        var ended = await process.EndAsync(Api.Cancellation);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains("--until-stdin-ends", ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ends_on_a_signal()
    {
        await using var process = Start("--until-stdin-ends");
        await process.FirstLineAsync(Api.Cancellation);
        if (OperatingSystem.IsWindows())
        {
            // Windows has no such signal to send.
            process.CloseInput();
        }
        else
        {
            Assert.True(process.Send(PosixSignal.SIGTERM));
        }

        Assert.Equal(0, (await process.EndAsync(Api.Cancellation)).ExitCode);
    }

    private static RunningCommand Start(string word) =>
        new Command("dotnet", "exec", Path.Combine(AppContext.BaseDirectory, "Infisical.Emulator.dll"), word).Start();

    private static async Task<JsonNode> Post(HttpClient http, string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync(path, body, Api.Cancellation);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Api.Cancellation))!;
    }
}
