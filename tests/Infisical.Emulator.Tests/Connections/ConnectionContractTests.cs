using System.Text.Json.Nodes;

namespace Infisical.Emulator.Tests.Connections;

/// <summary>Every method of every app does what its contract says.</summary>
public sealed class ConnectionContractTests
{
    public static TheoryData<string, string> Methods => ConnectionApi.Methods;

    public static TheoryData<string> AppsTold => [.. Contract.Apps];

    public static TheoryData<string, string, ValidationForm> Errors
    {
        get
        {
            var data = new TheoryData<string, string, ValidationForm>();
            foreach (var app in Contract.Apps)
            {
                foreach (var error in ConnectionApi.Facts(app, "errors.json").AsArray())
                {
                    data.Add(app, error!["case"]!.GetValue<string>(), ValidationForm.Newest);
                    data.Add(app, error["case"]!.GetValue<string>(), ValidationForm.Earlier);
                }
            }

            return data;
        }
    }

    [Fact]
    public void There_are_the_apps_that_rotations_use()
    {
        var uses = Contract.Slugs
            .SelectMany(slug => Contract.Read(slug, "type.json")["apps"]!.AsArray().Select(app => (App: app!.GetValue<string>(), Slug: slug)))
            .ToLookup(use => use.App, use => use.Slug);
        Assert.Empty(uses.Select(use => use.Key).Except(Contract.Apps));
        Assert.All(Contract.Apps, app => Assert.Equal(
            uses[app].Order(StringComparer.Ordinal),
            ConnectionApi.Facts(app, "connection.json")["rotationTypes"]!.AsArray().Select(slug => slug!.GetValue<string>()).Order(StringComparer.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_accepted_request_gets_the_expected_answer(string app, string method)
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync(app, ConnectionApi.Body(app, method));
        Same(ConnectionApi.Facts(app, "created.json")[method]!["appConnection"]!, made);
        Assert.Matches("^[0-9a-f]{64}$", ConnectionApi.HashOf(made));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_change_gets_the_expected_answer_and_another_hash(string app, string method)
    {
        await using var api = await Api.StartAsync();
        var made = await api.CreateAsync(app, ConnectionApi.Body(app, method));
        var updated = ConnectionApi.Facts(app, "updated.json")[method]!;
        var changed = await api.ChangeAsync(app, made, updated["request"]!.AsObject());
        Same(updated["answer"]!["appConnection"]!, changed);
        Assert.NotEqual(ConnectionApi.HashOf(made), ConnectionApi.HashOf(changed));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_was_created_reads_back_alone_by_name_and_in_both_lists(string app, string method)
    {
        await using var api = await Api.StartAsync(options => options.Seed = Seed.Default() with { Connections = [] });
        var made = await api.CreateAsync(app, ConnectionApi.Body(app, method));
        var url = $"{ConnectionApi.Base}/{app}";
        var alone = (await api.Get($"{url}/{made["id"]}")).Expect(200)["appConnection"];
        var named = (await api.Get($"{url}/connection-name/{made["name"]}")).Expect(200)["appConnection"];
        var listed = (await api.Get(url)).Expect(200)["appConnections"]!.AsArray().Single();
        var all = (await api.Get(ConnectionApi.Base)).Expect(200)["appConnections"]!.AsArray().Single();
        Assert.All([alone, named, listed, all], other => Assert.True(JsonNode.DeepEquals(made, other), other!.ToJsonString()));
        var available = (await api.Get($"{url}/available")).Expect(200)["appConnections"]!.AsArray().Single()!;
        Assert.Equal((app, made["name"]!.GetValue<string>()), (available["app"]!.GetValue<string>(), available["name"]!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task What_was_sent_is_stored_and_no_secret_comes_back(string app, string method)
    {
        await using var api = await Api.StartAsync();
        var body = ConnectionApi.Body(app, method);
        var made = await api.CreateAsync(app, body);
        var stored = api.StoredOf(made);
        foreach (var (name, value) in body["credentials"]!.AsObject().Where(field => field.Key != "code"))
        {
            Assert.True(JsonNode.DeepEquals(value, stored.Credentials[name]), $"{name}: {stored[name]}");
        }

        Assert.DoesNotContain("s3cret", made.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("code", stored.Credentials.Select(field => field.Key));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Optional_credentials_can_be_left_out(string app, string method)
    {
        await using var api = await Api.StartAsync();
        var body = ConnectionApi.Body(app, method);
        var optional = ConnectionApi.FieldsOf(app, method).Where(field => field!["required"] is null).Select(field => field!["name"]!.GetValue<string>()).ToArray();
        var made = await api.CreateAsync(app, optional.Aggregate(body, (all, name) => all.Without($"credentials.{name}")));
        Assert.DoesNotContain(made["credentials"]!.AsObject(), field => optional.Contains(field.Key));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task Texts_are_trimmed_hosts_made_small_numbers_read_and_empty_texts_left_out(string app, string method)
    {
        await using var api = await Api.StartAsync();
        var body = ConnectionApi.Body(app, method);
        var sent = body["credentials"]!.AsObject();
        var expected = sent.DeepClone().AsObject();
        foreach (var field in ConnectionApi.FieldsOf(app, method).Select(field => field!.AsObject()))
        {
            var name = field["name"]!.GetValue<string>();
            sent[name] = Is(field, "emptyIsAbsent") ? "  "
                : Is(field, "coerce") ? $"{sent[name]}"
                : Is(field, "lower") && Is(field, "trim") ? $" {sent[name]!.ToString().ToUpperInvariant()} "
                : Is(field, "lower") ? sent[name]!.ToString().ToUpperInvariant()
                : Is(field, "trim") ? $"\t{sent[name]} "
                : sent[name]!.DeepClone();
            if (Is(field, "emptyIsAbsent"))
            {
                expected.Remove(name);
            }
        }

        sent["noSuchField"] = "dropped";
        var stored = api.StoredOf(await api.CreateAsync(app, body)).Credentials;
        var kept = expected.Where(field => field.Key != "code").ToArray();
        Assert.All(kept, field => Assert.True(JsonNode.DeepEquals(field.Value, stored[field.Key]), $"{field.Key}: {stored[field.Key]}"));
        Assert.DoesNotContain(stored, field => field.Key is "noSuchField" or "sslCertificate" or "tlsCertificate");
    }

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task An_error_is_answered_as_written(string app, string named, ValidationForm form)
    {
        await using var api = await Api.StartAsync(options => options.ValidationForm = form);
        var error = ConnectionApi.Facts(app, "errors.json").AsArray().Single(error => error!["case"]!.GetValue<string>() == named)!;
        var body = ConnectionApi.Body(app, error["method"]!.GetValue<string>());
        var url = $"{ConnectionApi.Base}/{app}";
        var isUpdate = error["verb"]?.GetValue<string>() == "update";
        url = isUpdate ? $"{url}/{(await api.CreateAsync(app, body))["id"]}" : url;
        var sent = Spoilt(isUpdate ? [] : body, error);
        var reply = isUpdate ? await api.Patch(url, sent) : await api.Post(url, sent);
        Assert.True(reply.Status == error["status"]!.GetValue<int>(), reply.Text);
        Assert.Equal(isUpdate ? 2 : 1, api.Server.World.Connections);
        Holds(reply.Body["message"]!, error);
    }

    [Theory]
    [MemberData(nameof(AppsTold))]
    public async Task The_options_list_the_app_with_its_methods(string app)
    {
        await using var api = await Api.StartAsync();
        var option = (await api.Get($"{ConnectionApi.Base}/options")).Expect(200)["appConnectionOptions"]!.AsArray()
            .Single(option => option!["app"]!.GetValue<string>() == app)!;
        var facts = ConnectionApi.Facts(app, "connection.json");
        Assert.Equal(facts["name"]!.GetValue<string>(), option["name"]!.GetValue<string>());
        Assert.Equal(facts["methods"]!.AsArray().Select(method => $"{method!["method"]}"), option["methods"]!.AsArray().Select(method => $"{method}"));
    }

    private static bool Is(JsonObject field, string fact) => field[fact]?.GetValue<bool>() == true;

    private static JsonObject Spoilt(JsonObject body, JsonNode error)
    {
        foreach (var (path, value) in error["set"]?.AsObject() ?? [])
        {
            body.With(path, value?.DeepClone());
        }

        return error["unset"]?.GetValue<string>() is { } left ? body.Without(left) : body;
    }

    private static void Holds(JsonNode message, JsonNode error)
    {
        var text = error["message"]?.GetValue<string>();
        if (error["path"] is not JsonArray path)
        {
            Assert.Equal(text, message.GetValue<string>());
            return;
        }

        var wanted = string.Join('.', path.Select(part => $"{part}"));
        Assert.Contains(message.AsArray(), issue =>
            string.Join('.', issue!["path"]!.AsArray().Select(part => $"{part}")) == wanted && (text is null || issue["message"]!.GetValue<string>() == text));
    }

    private static void Same(JsonNode expected, JsonObject actual)
    {
        var found = actual.DeepClone().AsObject();
        found["id"] = expected["id"]!.DeepClone();
        found["credentialsHash"] = expected["credentialsHash"]!.DeepClone();
        if (expected["credentials"]!["accountId"]?.GetValue<string>() == "made by the server")
        {
            found["credentials"]!["accountId"] = "made by the server";
        }

        Assert.True(JsonNode.DeepEquals(expected, found), $"expected {expected.ToJsonString()}\nfound {found.ToJsonString()}");
    }
}
