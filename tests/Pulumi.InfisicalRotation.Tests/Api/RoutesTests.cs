using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api;

public sealed class RoutesTests
{
    private static readonly Dictionary<string, ApiRequest> Requests = new[]
    {
        Routes.ListRotations("p1"),
        Routes.GetRotation(Clients.Type, "r1"),
        Routes.GetRotationByName(Clients.Type, "n", "p1", "dev", "/"),
        Routes.ListAvailableConnections("aws", "p1"),
        Routes.CreateRotation(Clients.Type, Clients.Body),
        Routes.UpdateRotation(Clients.Type, "r1", new RotationPatch()),
        Routes.DeleteRotation(Clients.Type, "r1", deleteSecrets: true, revokeGeneratedCredentials: true),
        Routes.RotateSecrets(Clients.Type, "r1"),
        Routes.MoveRotation(Clients.Type, "r1", "dev", "/"),
        Routes.LogIn(new Credentials.Universal("id", "secret"), organization: null),
        Routes.ListFolders("p1", "dev", "/"),
        Routes.ListSecretNames("p1", "dev", "/"),
        Routes.ListSecretNamesV3("p1", "dev", "/"),
    }.ToDictionary(request => $"{request.Verb} {request.Path.Split('?')[0]}");

    /// <summary>As the server's table of rate limits has it: a login is a write, and secrets and folders have a class of their own.</summary>
    [Theory]
    [InlineData("GET /api/v2/secret-rotations", nameof(RateClass.Read))]
    [InlineData("GET /api/v2/secret-rotations/aws-iam-user-secret/r1", nameof(RateClass.Read))]
    [InlineData("GET /api/v2/secret-rotations/aws-iam-user-secret/rotation-name/n", nameof(RateClass.Read))]
    [InlineData("GET /api/v1/app-connections/aws/available", nameof(RateClass.Read))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret", nameof(RateClass.Write))]
    [InlineData("PATCH /api/v2/secret-rotations/aws-iam-user-secret/r1", nameof(RateClass.Write))]
    [InlineData("DELETE /api/v2/secret-rotations/aws-iam-user-secret/r1", nameof(RateClass.Write))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret/r1/rotate-secrets", nameof(RateClass.Write))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret/r1/move", nameof(RateClass.Write))]
    [InlineData("POST /api/v1/auth/universal-auth/login", nameof(RateClass.Write))]
    [InlineData("GET /api/v2/folders", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v4/secrets", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v3/secrets/raw", nameof(RateClass.Secrets))]
    public void A_request_counts_in_the_class_of_its_route(string route, string rateClass) =>
        Assert.Equal(rateClass, Requests[route].Class.ToString());

    [Fact]
    public void Only_the_login_is_one() => Assert.Equal("Logging in", Assert.Single(Requests.Values, request => request.IsLogin).Operation);
}
