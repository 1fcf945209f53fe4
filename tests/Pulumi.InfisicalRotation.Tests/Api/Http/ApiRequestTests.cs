using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Http;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Http;

public sealed class ApiRequestTests
{
    private static readonly Dictionary<string, ApiRequest> Requests = new[]
    {
        RotationRoutes.List("p1"),
        RotationRoutes.Get(Clients.Type, Answers.RotationId),
        ConnectionRoutes.ListAvailable("aws", "p1"),
        RotationRoutes.Create(Clients.Type, Clients.Body),
        RotationRoutes.Update(Clients.Type, Answers.RotationId, new JsonObject()),
        RotationRoutes.Delete(Clients.Type, Answers.RotationId, deleteSecrets: true, revokeGeneratedCredentials: true),
        RotationRoutes.Rotate(Clients.Type, Answers.RotationId),
        RotationRoutes.Move(Clients.Type, Answers.RotationId, "dev", "/"),
        LoginRoutes.Universal(new Credentials.Universal("id", "secret"), organization: null),
        SecretRoutes.ListFolders("p1", "dev", "/"),
        SecretRoutes.ListNames("p1", "dev", "/"),
        SecretRoutes.ListNamesV3("p1", "dev", "/"),
        SecretRoutes.Find("p1", "dev", "/", "KEY"),
        SecretRoutes.FindV3("p1", "dev", "/", "KEY"),
    }.ToDictionary(request => $"{request.Verb} {request.Path.Split('?')[0]}");

    /// <summary>As in the table of limits: a login is a write; secrets and folders have their own class.</summary>
    [Theory]
    [InlineData("GET /api/v2/secret-rotations", nameof(RateClass.Read))]
    [InlineData("GET /api/v2/secret-rotations/aws-iam-user-secret/c0ffee00-0000-4000-8000-000000000001", nameof(RateClass.Read))]
    [InlineData("GET /api/v1/app-connections/aws/available", nameof(RateClass.Read))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret", nameof(RateClass.Write))]
    [InlineData("PATCH /api/v2/secret-rotations/aws-iam-user-secret/c0ffee00-0000-4000-8000-000000000001", nameof(RateClass.Write))]
    [InlineData("DELETE /api/v2/secret-rotations/aws-iam-user-secret/c0ffee00-0000-4000-8000-000000000001", nameof(RateClass.Write))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret/c0ffee00-0000-4000-8000-000000000001/rotate-secrets", nameof(RateClass.Write))]
    [InlineData("POST /api/v2/secret-rotations/aws-iam-user-secret/c0ffee00-0000-4000-8000-000000000001/move", nameof(RateClass.Write))]
    [InlineData("POST /api/v1/auth/universal-auth/login", nameof(RateClass.Write))]
    [InlineData("GET /api/v2/folders", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v4/secrets", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v3/secrets/raw", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v4/secrets/KEY", nameof(RateClass.Secrets))]
    [InlineData("GET /api/v3/secrets/raw/KEY", nameof(RateClass.Secrets))]
    public void A_request_counts_in_the_class_of_its_route(string route, string rateClass) =>
        Assert.Equal(rateClass, Requests[route].Class.ToString());

    [Fact]
    public void Only_the_login_route_is_a_login() =>
        Assert.Equal("Logging in", Assert.Single(Requests.Values, request => request.IsLogin).Operation);
}
