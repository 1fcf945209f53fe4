using System.Text;

namespace Infisical.Emulator.Tests.Limits;

public sealed class CheckOrderTests
{
    [Fact]
    public async Task The_token_comes_before_the_body()
    {
        await using var api = await Api.StartAsync();
        api.Http.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(401, (await Send(api, "{", "application/json")).Status);
    }

    [Theory]
    [InlineData("{", "application/json", 400)]
    [InlineData("{}", "text/plain", 415)]
    public async Task A_body_that_can_not_be_read_is_told(string body, string type, int status)
    {
        await using var api = await Api.StartAsync();
        var reply = await Send(api, body, type);
        Assert.Equal((status, "BodyParserError"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_413()
    {
        await using var api = await Api.StartAsync();
        var reply = await Send(api, new string(' ', 11 * 1024 * 1024), "application/json");
        Assert.Equal((413, "BodyParserError"), (reply.Status, reply.Error));
    }

    [Fact]
    public async Task The_schema_comes_before_the_plan()
    {
        await using var api = await Api.StartAsync(options => options.PlanHasRotations = false);
        Assert.Equal(422, (await Send(api, "{}", "application/json")).Status);
    }

    [Theory]
    [InlineData(ValidationForm.Earlier, """{"code":"too_small","minimum":1,"type":"number","inclusive":true,"exact":false,"message":"Number must be greater than or equal to 1","path":["rotationInterval"]}""")]
    [InlineData(ValidationForm.Newest, """{"code":"too_small","origin":"number","minimum":1,"inclusive":true,"message":"Too small: expected number to be >=1","path":["rotationInterval"]}""")]
    public async Task A_422_lists_its_complaints_in_the_form_of_the_server(ValidationForm form, string item)
    {
        await using var api = await Api.StartAsync(options => options.ValidationForm = form);
        var body = api.AwsBody();
        body["rotationInterval"] = 0;
        var reply = await api.Post(Api.Aws, body);
        Assert.Equal((422, "ValidationFailure"), (reply.Status, reply.Error));
        Assert.Equal(item, Assert.Single(reply.Body["message"]!.AsArray())!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Upper")]
    [InlineData("two--hyphens")]
    [InlineData("-start")]
    [InlineData("a123456789012345678901234567890123456789012345678901234567890123456")]
    public async Task A_name_must_be_its_own_slug(string name)
    {
        await using var api = await Api.StartAsync();
        Assert.Equal(422, (await api.Post(Api.Aws, api.AwsBody(name))).Status);
    }

    private static async Task<Reply> Send(Api api, string body, string type)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Api.Aws) { Content = new StringContent(body, Encoding.UTF8, type) };
        return await api.SendAsync(request);
    }
}
