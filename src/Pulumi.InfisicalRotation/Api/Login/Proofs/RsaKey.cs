using System.Security.Cryptography;

namespace Pulumi.InfisicalRotation.Api.Login.Proofs;

/// <summary>A private RSA key in a PEM text.</summary>
internal static class RsaKey
{
    private const string Encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY";

    /// <param name="pem">The text.</param>
    /// <param name="passphrase">The passphrase of an encrypted key; null for none.</param>
    /// <param name="what">What the key is, as a message names it.</param>
    /// <exception cref="MissingProofException">It is no key that can be read.</exception>
    public static RSA Read(string pem, string? passphrase, string what)
    {
        if (pem.Contains("DEK-Info:", StringComparison.Ordinal))
        {
            throw new MissingProofException(ProofMessages.KeyInOldForm(what));
        }

        var key = RSA.Create();
        try
        {
            // A profile can inherit the passphrase of another one's key.
            if (passphrase is null || !pem.Contains(Encrypted, StringComparison.Ordinal))
            {
                key.ImportFromPem(pem);
            }
            else
            {
                key.ImportFromEncryptedPem(pem, passphrase);
            }

            return key;
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            // The text of the failure is not needed, and nobody knows what it quotes.
            key.Dispose();
            throw new MissingProofException(ProofMessages.KeyUnreadable(what));
        }
    }
}
