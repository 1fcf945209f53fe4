using System.Text.Json;
using System.Text.Json.Serialization;
using Pulumi.InfisicalRotation.Api.Connections;
using Pulumi.InfisicalRotation.Api.Login;
using Pulumi.InfisicalRotation.Api.Rotations;
using Pulumi.InfisicalRotation.Api.Secrets;

namespace Pulumi.InfisicalRotation.Api.Http;

/// <summary>
/// Every form that goes over the wire. Null is the only thing left out: a <c>false</c> that is not sent would leave the setting on.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    GenerationMode = JsonSourceGenerationMode.Metadata,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    PropertyNameCaseInsensitive = false,
    AllowDuplicateProperties = false)]
[JsonSerializable(typeof(NewRotation))]
[JsonSerializable(typeof(RotationPatch))]
[JsonSerializable(typeof(MoveBody))]
[JsonSerializable(typeof(UniversalLoginBody))]
[JsonSerializable(typeof(LoginAnswer))]
[JsonSerializable(typeof(RotationAnswer))]
[JsonSerializable(typeof(RotationListAnswer))]
[JsonSerializable(typeof(ConnectionListAnswer))]
[JsonSerializable(typeof(FolderListAnswer))]
[JsonSerializable(typeof(SecretListAnswer))]
internal sealed partial class ApiJson : JsonSerializerContext;
