using System.Security.Cryptography;
using System.Text;

namespace Infisical.Emulator;

/// <summary>Makes ids and the secret parts of credentials.</summary>
internal static class Ids
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static string New() => Guid.NewGuid().ToString("D");

    /// <summary>The same id for the same words, so that seeded things keep theirs from run to run.</summary>
    public static string For(string words)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(words))[..16];
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    public static string Secret(int length) => RandomNumberGenerator.GetString(Symbols, length);

    public static string Capitals(int length) => RandomNumberGenerator.GetString(Letters, length);

    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
