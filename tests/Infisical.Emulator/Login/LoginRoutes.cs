using System.Text.Json.Nodes;

namespace Infisical.Emulator;

/// <summary>Logins of machine identities, and what can be done to their tokens.</summary>
internal sealed class LoginRoutes(Instance instance)
{
    private static readonly Field UniversalAuth = Field.Of("", Field.RequiredText("clientId"), Field.RequiredText("clientSecret"));

    private static readonly Field Token = Field.Of("", Field.RequiredText("accessToken"));

    public IEnumerable<Route> All() =>
    [
        Public("/api/v1/auth/universal-auth/login", LogIn),
        Public("/api/v1/auth/token/renew", Renew),
        Public("/api/v1/auth/token/revoke", Revoke),
        .. new ProofLogins(instance).All(),
    ];

    internal static Route Public(string path, Func<Call, Answer> handle) =>
        new("POST", path, RateClass.PublicWrite, (call, _) => Task.FromResult(handle(call))) { NeedsToken = false };

    private Answer LogIn(Call call)
    {
        var body = Read(UniversalAuth, call);
        return Answer.Ok(instance.Tokens.Issue(instance.Logins.LogIn(body.TextOf("clientId")!, body.TextOf("clientSecret")!)));
    }

    private Answer Renew(Call call) => Answer.Ok(instance.Tokens.Renew(Read(Token, call).TextOf("accessToken")!));

    private Answer Revoke(Call call)
    {
        instance.Tokens.Revoke(Read(Token, call).TextOf("accessToken")!);
        return Answer.Of("message", "Successfully revoked access token");
    }

    private JsonObject Read(Field schema, Call call) => Validator.Read(schema, call.Body, instance.Options.ValidationForm);
}
