using Infisical.Emulator;

namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>Error answers that many tests need; the server has done nothing.</summary>
internal static class CommonFaults
{
    public static Fault Unwell => Fault.Error(500, "InternalServerError", "Something went wrong");

    public static Fault Forbidden => Fault.Error(403, "PermissionDenied", "You are not allowed to do this");

    /// <summary>The server's own error for 500, and a proxy's page for any other status.</summary>
    public static Fault Status(int status) => status == 500 ? Unwell : Fault.Page(status);
}
