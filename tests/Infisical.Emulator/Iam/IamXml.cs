using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Infisical.Emulator;

/// <summary>AWS's XML.</summary>
internal static class IamXml
{
    public const string Iam = "https://iam.amazonaws.com/doc/2010-05-08/";
    public const string Sts = "https://sts.amazonaws.com/doc/2011-06-15/";

    public static byte[] Answer(string service, string action, IEnumerable<XElement> result) => Bytes(service, new XElement(
        $"{action}Response",
        result.Any() ? new XElement($"{action}Result", result) : null,
        new XElement("ResponseMetadata", new XElement("RequestId", Ids.New()))));

    public static byte[] Error(string service, IamFailure failure) => Bytes(service, new XElement(
        "ErrorResponse",
        new XElement(
            "Error",
            new XElement("Type", failure.Status >= 500 ? "Receiver" : "Sender"),
            new XElement("Code", failure.Code),
            new XElement("Message", failure.Message)),
        new XElement("RequestId", Ids.New())));

    public static XElement User(Principal user) => new(
        user.IsRole ? "Role" : "User",
        new XElement("Path", user.Path),
        new XElement(user.IsRole ? "RoleName" : "UserName", user.Name),
        new XElement(user.IsRole ? "RoleId" : "UserId", user.Id),
        new XElement("Arn", user.Arn),
        new XElement("CreateDate", Time(user.CreatedAt)));

    public static XElement Key(string element, IamKey key, bool withSecret) => new(
        element,
        new XElement("UserName", key.UserName),
        new XElement("AccessKeyId", key.AccessKeyId),
        new XElement("Status", key.IsActive ? "Active" : "Inactive"),
        withSecret ? new XElement("SecretAccessKey", key.SecretAccessKey) : null,
        new XElement("CreateDate", Time(key.CreatedAt)));

    /// <summary>AWS tells times to the second.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static byte[] Bytes(string service, XElement root)
    {
        XNamespace ns = service;
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = ns + element.Name.LocalName;
        }

        return Encoding.UTF8.GetBytes(root.ToString(SaveOptions.DisableFormatting));
    }
}
