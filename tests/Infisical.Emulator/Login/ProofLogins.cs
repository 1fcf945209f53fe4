using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Logins with the proof of another system: whose it is, and whether it is right.</summary>
internal sealed class ProofLogins(Instance instance)
{
    private static readonly string[] TokenMethods = ["kubernetes", "oidc", "jwt", "spiffe", "azure", "gcp"];

    private static readonly Field[] Organization = [new("organizationSlug", FieldKind.Text) { Max = 64 }, new("subOrganizationName", FieldKind.Text) { Max = 64 }];

    private static readonly Field Jwt = Field.Of("", [Field.RequiredText("identityId"), Field.RequiredText("jwt"), .. Organization]);

    private static readonly Field Ldap = Field.Of(
        "",
        [Field.RequiredText("identityId") with { Format = "uuid" }, Field.RequiredText("username"), Field.RequiredText("password"), .. Organization]);

    private static readonly Field Aws = Field.Of(
        "",
        [
            Field.RequiredText("identityId"),
            new Field("iamHttpRequestMethod", FieldKind.Text) { Default = "POST" },
            Field.RequiredText("iamRequestBody"),
            Field.RequiredText("iamRequestHeaders"),
            .. Organization,
        ]);

    private static readonly Field Oci = Field.Of(
        "",
        [
            Field.RequiredText("identityId"),
            Field.RequiredText("userOcid"),
            Field.Of("headers", Field.RequiredText("authorization"), Field.RequiredText("host"), Field.RequiredText("date")),
            .. Organization,
        ]);

    private static readonly Field Alicloud = Field.Of(
        "",
        [
            Field.RequiredText("identityId"),
            Field.RequiredText("Action") with { OneOf = ["GetCallerIdentity"] },
            Field.RequiredText("Format") with { OneOf = ["JSON"] },
            Field.RequiredText("Version") with { Pattern = @"^\d{4}-\d{2}-\d{2}$" },
            Field.RequiredText("AccessKeyId") with { Pattern = "^[A-Za-z0-9]+$" },
            Field.RequiredText("SignatureMethod") with { OneOf = ["HMAC-SHA1"] },
            Field.RequiredText("SignatureVersion") with { OneOf = ["1.0"] },
            Field.RequiredText("SignatureNonce"),
            Field.RequiredText("Timestamp") with { Pattern = "Z$" },
            Field.RequiredText("Signature"),
            .. Organization,
        ]);

    private static readonly Field Certificate = Field.Of("", [Field.RequiredText("identityId"), .. Organization]);

    private readonly ConcurrentDictionary<string, bool> _usedNonces = new(StringComparer.Ordinal);

    public IEnumerable<Route> All() =>
    [
        .. TokenMethods.Select(method => At($"{method}-auth", Jwt, (identity, body) => CheckToken($"{method}-auth", identity, body.TextOf("jwt")!))),
        At("aws-auth", Aws, (_, body) => SignedAwsRequest.Check(instance, body)),
        At("oci-auth", Oci, (_, body) => SignedOciRequest.Check(instance.Options.OciKeys, body)),
        At("alicloud-auth", Alicloud, (_, body) => SignedAlicloudRequest.Check(instance.Options.AlicloudKeys, _usedNonces, body)),
        At("tls-cert-auth", Certificate, (_, call, _) => ShownCertificate.Check(instance.Options.ClientAuthority, call.Certificate)),
        At("ldap-auth", Ldap, (identity, body) => instance.Logins.LogInLdap(identity, body.TextOf("username")!, body.TextOf("password")!)),
    ];

    private Route At(string method, Field schema, Action<Identity, JsonObject> check) =>
        At(method, schema, (identity, _, body) => check(identity, body));

    private Route At(string method, Field schema, Action<Identity, Call, JsonObject> check) => LoginRoutes.Public(
        $"/api/v1/auth/{method}/login",
        call =>
        {
            var body = Validator.Read(schema, call.Body, instance.Options.ValidationForm);
            var identity = instance.Logins.ById(body.TextOf("identityId")!)
                ?? throw Refusal.NotFound("The login method was not found for the machine identity");
            check(identity, call, body);
            return Answer.Ok(instance.Tokens.Issue(identity));
        });

    /// <summary>A token of Google Cloud is meant for the identity; of the others, the identity says for whom.</summary>
    private void CheckToken(string method, Identity identity, string token) =>
        instance.IdentityTokens.Check(token, method, identity.Id, method == "gcp-auth" ? identity.Id : identity.Audience);
}
