using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Api.Http;

namespace Pulumi.InfisicalRotation.Api.Login;

/// <summary>
/// Remembers refused logins for the next processes of the same user on this machine: Infisical locks an identity after
/// three, and each command of the CLI starts new processes. Without a usable folder nothing is remembered, and no
/// failure of the file reaches the caller.
/// </summary>
/// <param name="folder">The folder of the file; null for none.</param>
/// <param name="host">The server. The same credentials may be valid on another one.</param>
/// <param name="time">The clock.</param>
internal sealed class RefusedLogins(string? folder, Uri host, TimeProvider time)
{
    // The file holds its salt too, so that only this work keeps a short secret from being guessed by the hash.
    private const int Iterations = 100_000;
    private const int HashBytes = 32;

    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    // Logins during a lock-out do not extend it, so this only keeps the runs of one minute from repeating the request.
    private static readonly TimeSpan AfterLockOut = TimeSpan.FromMinutes(1);

    private readonly RefusedLoginsFile? _file = folder is null ? null : new RefusedLoginsFile(folder, time);

    /// <summary>Sends a login, unless the same one was refused within the last minutes.</summary>
    /// <param name="login">The login. It contains all that decides about a refusal.</param>
    /// <param name="send">Sends it.</param>
    /// <param name="remembered">Makes the exception for a login that is not sent.</param>
    /// <param name="cancellation">Ends the wait for another process that logs in.</param>
    public async Task<LoginResponse> OnceAsync(
        ApiRequest login,
        Func<ApiRequest, Task<LoginResponse>> send,
        Func<ApiRequest, RefusedLogin, ApiException> remembered,
        CancellationToken cancellation)
    {
        // No other login is locked out, and with a proof of its own each login differs.
        if (_file is null || !login.LocksOut)
        {
            return await send(login);
        }

        // One process after the other: several with the same outdated secret would lock the identity together.
        using var fileLock = await _file.LockAsync(cancellation);
        if (Find(login) is { } refused)
        {
            throw remembered(login, refused);
        }

        try
        {
            return await send(login);
        }
        catch (ApiException failure) when (failure.IsCredentialsRefused && failure.Status == 401)
        {
            // Only a wrong secret counts towards a lock-out.
            Add(login, failure.Kind is ServerErrorKind.IdentityLocked);
            throw;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The file must never make a run fail.")]
    private RefusedLogin? Find(ApiRequest login)
    {
        try
        {
            return _file!.Read() is { } content && content.Entries.Exists(IsValid)
                ? Find(content, HashOf(login, content.Salt))
                : null;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            return null;
        }
    }

    [SuppressMessage("Design", "CA1031", Justification = "The file must never make a run fail.")]
    private void Add(ApiRequest login, bool isLockedOut)
    {
        try
        {
            var content = _file!.Read() ?? RefusedLoginsFile.NewContent();
            content.Entries.RemoveAll(entry => !IsValid(entry));
            content.Entries.Add(
                new RefusedLoginsFile.Entry(HashOf(login, content.Salt), time.GetUtcNow(), isLockedOut));
            _file.Write(content);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // The next process tries this login again, as it would without the file.
        }
    }

    private RefusedLogin? Find(RefusedLoginsFile.Content content, byte[] hash) =>
        content.Entries.Find(entry => IsValid(entry) && CryptographicOperations.FixedTimeEquals(entry.Hash, hash))
            is { } entry
                ? new RefusedLogin(entry.IsLockedOut, entry.At, entry.At + Lifetime(entry), _file!.Path)
                : null;

    // An entry of the future was written before the clock was set back.
    private bool IsValid(RefusedLoginsFile.Entry entry) =>
        time.GetUtcNow() is var now && entry.At <= now && now - entry.At < Lifetime(entry);

    private static TimeSpan Lifetime(RefusedLoginsFile.Entry entry) => entry.IsLockedOut ? AfterLockOut : AfterRefusal;

    private byte[] HashOf(ApiRequest login, byte[] salt)
    {
        byte[] secret = [.. Encoding.UTF8.GetBytes($"{host.AbsoluteUri}\n{login.Path}\n"), .. login.Body ?? []];
        return Rfc2898DeriveBytes.Pbkdf2(secret, salt, Iterations, HashAlgorithmName.SHA256, HashBytes);
    }
}

/// <summary>A refused login that is not sent again for now.</summary>
/// <param name="IsLockedOut">The identity was locked, so the credentials were not checked.</param>
/// <param name="At">When the server refused it.</param>
/// <param name="Until">How long it is remembered.</param>
/// <param name="File">The file that remembers it.</param>
internal sealed record RefusedLogin(bool IsLockedOut, DateTimeOffset At, DateTimeOffset Until, string File);
