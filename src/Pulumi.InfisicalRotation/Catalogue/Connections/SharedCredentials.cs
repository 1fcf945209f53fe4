using Pulumi.InfisicalRotation.Fields;

namespace Pulumi.InfisicalRotation.Catalogue.Connections;

/// <summary>Members of <c>credentials</c> that several apps have.</summary>
internal static class SharedCredentials
{
    public static readonly Field Host = Text("host", "Host name or address of the server.") with
    { Format = TextFormat.HostName, Example = "db.example.com" };

    public static readonly Field Username = Text("username", "User name of the connection's account.");

    public static readonly Field Password = Secret("password", "Password of the connection's account.");

    public static readonly Field SslEnabled = Field.Boolean("sslEnabled", "Whether the connection uses TLS.") with
    { IsRequired = true };

    public static readonly Field SslRejectUnauthorized = Field.Boolean(
        "sslRejectUnauthorized", "Whether a certificate that cannot be verified is refused.") with
    { IsRequired = true };

    public static readonly Field SslCertificate = Field.Text(
        "sslCertificate", "PEM text of the certificate authority that issued the server's certificate.");

    /// <summary>The method of all SQL servers.</summary>
    public static readonly ConnectionMethod Sql = new(
        "username-and-password",
        Host,
        Port(5432),
        Text("database", "Name of the database."),
        Username,
        Password,
        SslEnabled,
        SslRejectUnauthorized,
        SslCertificate);

    public static Field Port(int example) => Field.Integer("port", "TCP port of the server.") with
    { IsRequired = true, Min = 1, Max = 65535, Example = example };

    public static Field Url(string name, string description, string example) => Text(name, description) with
    { Format = TextFormat.WebAddress, Example = example };

    public static Field Text(string name, string description) => Field.Text(name, description) with
    { IsRequired = true };

    public static Field Secret(string name, string description) => Text(name, description) with { IsSecret = true };

    /// <summary>The one-time code of a login in a browser.</summary>
    public static Field Code { get; } =
        Secret("code", "One-time code of a login in a browser. A program cannot obtain it.");

    /// <summary>The SQL method with another usual port.</summary>
    public static ConnectionMethod SqlWith(int port) => Sql with
    { Fields = [.. Sql.Fields.Select(field => field.Name == "port" ? Port(port) : field)] };
}
