using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Tests.Conventions;
using Tooling;

namespace Pulumi.InfisicalRotation.Tests.Reliability;

/// <summary>An answer and the request that gets it, as a file: a line of fields with tabs between, then the body.</summary>
internal sealed record KeptAnswer(int Request, InventedAnswer Answer)
{
    public const string Folder = "tests/Pulumi.InfisicalRotation.Tests/Corpus/Guided";

    private const string Suffix = ".answer";

    /// <summary>Names of the files in the repository, without their suffix.</summary>
    public static IEnumerable<string> Names =>
        WorkTree.Files(Folder, $"*{Suffix}").Select(path => Path.GetFileNameWithoutExtension(path));

    /// <summary>The same answer has the same name.</summary>
    public string Name => Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 6));

    public byte[] Bytes =>
    [
        .. Encoding.UTF8.GetBytes(string.Join(
            '\t', Answer.Status, AnswerPlay.Requests[Request].Name, Answer.Header, Answer.HeaderValue)),
        (byte)'\n',
        .. Answer.Body,
    ];

    public static KeptAnswer Read(string name)
    {
        var bytes = File.ReadAllBytes(PathOf(name));
        var end = Array.IndexOf(bytes, (byte)'\n');
        var fields = Encoding.UTF8.GetString(bytes, 0, end).Split('\t');
        return new KeptAnswer(
            AnswerPlay.Requests.Select(request => request.Name).ToList().IndexOf(fields[1]),
            new InventedAnswer(
                int.Parse(fields[0], CultureInfo.InvariantCulture), bytes[(end + 1)..], fields[2], fields[3]));
    }

    public void Save() => File.WriteAllBytes(PathOf(Name), Bytes);

    public static void Delete(string name) => File.Delete(PathOf(name));

    private static string PathOf(string name) => Path.Combine(Repository.At(Folder), name + Suffix);
}
