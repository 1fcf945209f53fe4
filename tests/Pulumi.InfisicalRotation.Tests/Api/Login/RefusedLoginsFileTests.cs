using System.Text;
using Pulumi.InfisicalRotation.Api;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Login;

/// <summary>Whatever stands where the file should be: the login is sent, and its result is the only result.</summary>
public sealed class RefusedLoginsFileTests : IDisposable
{
    private static readonly Dictionary<string, Action<string, string>> Obstacles = new()
    {
        ["garbage"] = (_, file) => File.WriteAllText(file, "\0\n\n\u00ff"),
        ["empty"] = (_, file) => File.WriteAllText(file, ""),
        ["another version"] = (_, file) => File.WriteAllText(file, $"refused-logins 9\n{Salt}"),
        ["a short salt"] = (_, file) => File.WriteAllText(file, "refused-logins 1\nAAAA"),
        ["a cut line"] = (_, file) => File.WriteAllText(file, $"refused-logins 1\n{Salt}\n{Salt} 17"),
        ["a huge time"] = (_, file) => File.WriteAllText(file, $"refused-logins 1\n{Salt}\n{Salt} {long.MaxValue} locked"),
        ["a huge file"] = (_, file) => File.WriteAllText(file, $"refused-logins 1\n{Salt}\n" + new string('x', 1 << 20)),
        ["a folder"] = (_, file) => Directory.CreateDirectory(Path.Combine(file, "inside")),
        ["a file as the folder"] = (folder, _) =>
        {
            Directory.Delete(folder, recursive: true);
            File.WriteAllText(folder, "");
        },
        ["a folder as the lock"] = (_, file) => Directory.CreateDirectory(file + ".lock"),
        ["an endless device"] = (_, file) => File.CreateSymbolicLink(file, "/dev/zero"),
        ["a link to the lock"] = (folder, file) => File.CreateSymbolicLink(file + ".lock", Path.Combine(folder, "x")),
        ["a link as the folder"] = (folder, _) =>
        {
            Directory.Move(folder, folder + "-elsewhere");
            Directory.CreateSymbolicLink(folder, folder + "-elsewhere");
        },
    };

    private readonly DirectoryInfo _cache = Directory.CreateTempSubdirectory();

    private static string Salt => Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('s', 32)));

    public static TheoryData<string> Names => [.. Obstacles.Keys];

    public void Dispose() => _cache.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_that_cannot_be_used_changes_nothing(string obstacle)
    {
        var folder = Path.Combine(_cache.FullName, "provider");
        Directory.CreateDirectory(folder);
        Obstacles[obstacle](folder, Path.Combine(folder, "refused-logins"));
        var victim = Path.Combine(_cache.FullName, "victim");
        await File.WriteAllTextAsync(victim, "untouched", TestContext.Current.CancellationToken);
        using var server = new StubServer(_ => Answers.Error(401, "UnauthorizedError", "Invalid credentials"));

        var failures = new List<int?>();
        for (var process = 0; process < 2; process++)
        {
            using var client = new InfisicalClient(
                Clients.Options with { CacheFolder = folder, TimeProvider = new ImmediateTime() }, server);
            failures.Add((await Assert.ThrowsAsync<ApiException>(
                () => client.GetRotationAsync(Clients.Type, "r1", TestContext.Current.CancellationToken))).Status);
        }

        Assert.Equal(401, failures[0]);
        Assert.InRange(server.Requests.Count, 1, 2);
        Assert.Equal("untouched", await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_link_in_place_of_the_file_is_replaced_and_not_followed()
    {
        var file = Path.Combine(_cache.FullName, "refused-logins");
        var victim = Path.Combine(_cache.FullName, "victim");
        await File.WriteAllTextAsync(victim, "untouched", TestContext.Current.CancellationToken);
        File.CreateSymbolicLink(file, victim);
        using var server = new StubServer(_ => Answers.Error(401, "UnauthorizedError", "Invalid credentials"));
        using var client = new InfisicalClient(
            Clients.Options with { CacheFolder = _cache.FullName, TimeProvider = new ImmediateTime() }, server);

        await Assert.ThrowsAsync<ApiException>(
            () => client.GetRotationAsync(Clients.Type, "r1", TestContext.Current.CancellationToken));

        Assert.Null(new FileInfo(file).LinkTarget);
        Assert.Equal("untouched", await File.ReadAllTextAsync(victim, TestContext.Current.CancellationToken));
    }
}
