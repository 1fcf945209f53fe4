using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// The JSON forms of all requests and responses. Only null is left out: a setting that is not sent as <c>false</c>
/// would stay on.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNameCaseInsensitive = false,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NewRotation))]
[JsonSerializable(typeof(MoveBody))]
[JsonSerializable(typeof(UniversalLoginBody))]
[JsonSerializable(typeof(LoginResponse))]
[JsonSerializable(typeof(RotationResponse))]
[JsonSerializable(typeof(ConnectionResponse))]
[JsonSerializable(typeof(AppConnectionWire))]
[JsonSerializable(typeof(AvailableConnection))]
[JsonSerializable(typeof(Folder))]
[JsonSerializable(typeof(SecretWire))]
[JsonSerializable(typeof(SecretResponse))]
internal sealed partial class ApiJson : JsonSerializerContext;
