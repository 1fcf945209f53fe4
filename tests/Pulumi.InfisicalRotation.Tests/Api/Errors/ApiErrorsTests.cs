using System.Text.Json.Nodes;
using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Tests.Support;
using Xunit;

namespace Pulumi.InfisicalRotation.Tests.Api.Errors;

public sealed class ApiErrorsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(400, "BadRequest", "A Secret Rotation with the name \\\"app-db\\\" already exists at the secret path \\\"/\\\"")]
    [InlineData(403, "PermissionDenied", "You are not allowed to create on secret-rotation")]
    [InlineData(403, "ProjectMembershipNotFound", "You are not a member of this project with ID p1.")]
    [InlineData(409, "Conflict", "taken")]
    [InlineData(410, "Gone", "gone")]
    [InlineData(413, "BodyParserError", "too large")]
    [InlineData(500, "InternalServerError", "Something went wrong")]
    [InlineData(500, "bulk update secret", "Something went wrong")]
    public async Task The_text_name_status_and_request_id_of_the_server_are_reported(int status, string error, string text)
    {
        var failure = await CreateAsync(() => Answers.Error(status, error, text));

        var serverText = text.Replace("\\\"", "\"", StringComparison.Ordinal);
        Assert.Equal((ApiFailure.Answered, status, error, serverText, "req-7"), (failure.Failure, failure.Status, failure.ErrorName, failure.ServerText, failure.RequestId));
        Assert.StartsWith($"Creating rotation \"app-db\" was refused by Infisical at infisical.test ({status}, {error}): {serverText}", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Request id req-7.", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_field_errors_of_an_older_server_are_one_text()
    {
        var failure = await CreateAsync(() => Answers.Json(422, """
            {"reqId":"req-1","statusCode":422,"error":"ValidationFailure","message":[
             {"code":"too_small","minimum":1,"type":"number","inclusive":true,"exact":false,"message":"Number must be greater than or equal to 1","path":["rotationInterval"]},
             {"code":"invalid_type","message":"Required","path":["parameters","keys",0,"name"]},
             {"code":"custom","message":"Whole body is wrong","path":[]}]}
            """));

        Assert.Equal(
            "rotationInterval: Number must be greater than or equal to 1; parameters.keys.0.name: Required; Whole body is wrong", failure.ServerText);
    }

    [Fact]
    public async Task The_field_errors_of_a_newer_server_are_one_text()
    {
        var failure = await CreateAsync(() => Answers.Json(422, """
            {"reqId":"req-1","statusCode":422,"error":"ValidationFailure","message":[
             {"code":"minimum","message":"must be >= 1","path":["rotationInterval"],"comparison":">=","limit":1},
             {"code":"required","message":"must have userName","path":["parameters","userName"],"missingProperty":"userName"}]}
            """));

        Assert.Equal("rotationInterval: must be >= 1; parameters.userName: must have userName", failure.ServerText);
    }

    [Fact]
    public async Task A_422_with_a_text_is_that_text()
    {
        var failure = await CreateAsync(() => Answers.Error(422, "ValidationFailure", "One or more field values exceed the maximum length allowed for this resource"));

        Assert.Equal("One or more field values exceed the maximum length allowed for this resource", failure.ServerText);
    }

    [Theory]
    [InlineData(400, "BadRequest", false)]
    [InlineData(403, "PermissionDenied", false)]
    [InlineData(404, "NotFound", false)]
    [InlineData(422, "ValidationFailure", false)]
    [InlineData(408, "RequestTimeout", true)]
    [InlineData(500, "InternalServerError", true)]
    [InlineData(504, "GatewayTimeout", true)]
    public async Task Only_a_server_fault_or_a_timeout_leaves_the_outcome_of_a_create_unknown(int status, string error, bool isUnknown)
    {
        var failure = await CreateAsync(() => Answers.Error(status, error, "text"));

        Assert.Equal(isUnknown, failure.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_read_never_has_an_unknown_outcome()
    {
        using var client = Clients.Answering(() => Answers.Error(500, "InternalServerError", "Something went wrong"));

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.False(failure.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_missing_object_is_an_answer_to_a_read_and_a_delete()
    {
        using var client = Clients.Answering(() => Answers.Error(404, "NotFound", "Could not find AWS IAM User Secret Rotation with ID r1"));

        Assert.Null(await client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        Assert.False(await client.DeleteRotationAsync(Clients.Type, Answers.RotationId, true, true, Cancellation));
    }

    [Fact]
    public async Task A_missing_object_is_a_failure_of_every_other_call()
    {
        using var client = Clients.Answering(() => Answers.Error(404, "NotFound", "Could not find AWS IAM User Secret Rotation with ID r1"));

        var update = await Assert.ThrowsAsync<ApiException>(() => client.UpdateRotationAsync(Clients.Type, Answers.RotationId, new JsonObject(), Cancellation));
        var rotate = await Assert.ThrowsAsync<ApiException>(() => client.RotateSecretsAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.True(update.IsNotFound && rotate.IsNotFound);
    }

    [Theory]
    [InlineData("""{"reqId":"r","statusCode":404,"message":"Route GET:/api/v2/secret-rotations/x/r1 not found","error":"Not Found","documentationUrl":"u"}""")]
    [InlineData("""{"statusCode":404,"message":"Route GET:/api/v2/secret-rotations/x/r1 not found","error":"Not Found"}""")]
    public async Task A_missing_route_is_not_a_missing_object(string body)
    {
        using var client = Clients.Answering(() => Answers.Json(404, body));

        var read = await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));
        var delete = await Assert.ThrowsAsync<ApiException>(() => client.DeleteRotationAsync(Clients.Type, Answers.RotationId, true, true, Cancellation));

        Assert.Equal((true, false), (read.IsMissingRoute, read.IsNotFound));
        Assert.Equal(ApiHint.CheckServerVersion, read.Hint);
        Assert.True(delete.IsMissingRoute);
    }

    [Theory]
    [InlineData("<html><head><title>Not  here</title></head></html>", "an HTML page \"Not here\"")]
    [InlineData("", "an empty body")]
    [InlineData("nothing\r\n\there", "\"nothing here\"")]
    [InlineData("{\"cut", "unexpected or truncated JSON")]
    public async Task A_404_of_something_else_is_not_a_missing_object(string body, string described)
    {
        using var client = Clients.Answering(() => Answers.Text(404, body));

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.GetRotationAsync(Clients.Type, Answers.RotationId, Cancellation));

        Assert.Equal((ApiFailure.Broken, 404, false), (failure.Failure, failure.Status, failure.IsNotFound || failure.IsMissingRoute));
        Assert.Equal(
            $"The response of infisical.test to reading rotation \"{Answers.RotationId}\" is not Infisical's JSON (404, {described}).", failure.Message);
        Assert.Equal(ApiHint.CheckServerAddress, failure.Hint);
    }

    [Theory]
    [InlineData("PermissionDenied", true)]
    [InlineData("ForbiddenError", true)]
    [InlineData("TokenError", false)]
    public async Task A_403_is_a_missing_permission_unless_it_is_about_the_token(string error, bool isDenied)
    {
        var failure = await CreateAsync(() => Answers.Error(403, error, "text"));

        Assert.Equal((isDenied, !isDenied), (failure.IsPermissionDenied, failure.IsCredentialsRefused));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_reported_and_not_followed(int status)
    {
        using var server = new StubServer(request => request.IsLogin ? Answers.Login() : Answers.Text(status, "").With("Location", "https://elsewhere.test/api?x=1"));
        using var client = Clients.For(server);

        var failure = await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));

        Assert.Single(server.Calls);
        Assert.Equal((ApiFailure.Answered, false), (failure.Failure, failure.IsOutcomeUnknown));
        Assert.Contains("infisical.test redirects to https://elsewhere.test (", failure.Message, StringComparison.Ordinal);
        Assert.Equal(ApiHint.CheckRedirect, failure.Hint);
    }

    private static async Task<ApiException> CreateAsync(Func<HttpResponseMessage> answer)
    {
        using var client = Clients.Answering(answer);
        return await Assert.ThrowsAsync<ApiException>(() => client.CreateRotationAsync(Clients.Type, Clients.Body, Cancellation));
    }
}
