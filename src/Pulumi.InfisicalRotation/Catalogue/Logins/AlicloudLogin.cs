namespace Pulumi.InfisicalRotation.Catalogue.Logins;

/// <summary>Alibaba Cloud auth.</summary>
internal static class AlicloudLogin
{
    public static readonly LoginInput IdentityId = IdentityInput.Of();

    public static readonly LoginInput AccessKeyId = LoginInput.Text(
        "accessKeyId", "Access key id of a RAM user.", "ALIBABA_CLOUD_ACCESS_KEY_ID").Required();

    public static readonly LoginInput AccessKeySecret = LoginInput.Secret(
        "accessKeySecret", "Secret of the access key.", "ALIBABA_CLOUD_ACCESS_KEY_SECRET").Required();

    public static readonly LoginInput SecurityToken = LoginInput.Secret(
        "securityToken",
        "Security token of temporary keys. Servers up to now accept keys of users only.",
        "ALIBABA_CLOUD_SECURITY_TOKEN");

    public static readonly LoginMethod Method = new(
        "alicloud", "Alibaba Cloud auth: login with a signed request of a RAM user. The secret does not leave the machine.")
    {
        Spellings = ["alicloud-auth"],
        Inputs = [IdentityId, AccessKeyId, AccessKeySecret, SecurityToken],
    };
}
