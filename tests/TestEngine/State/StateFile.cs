using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using TestEngine.Values;

namespace TestEngine.State;

/// <summary>A stack's state as a JSON file. Secrets keep their mark and stand there in the clear.</summary>
internal static class StateFile
{
    private static readonly JsonSerializerOptions Form = new() { WriteIndented = true, Converters = { new ValueMapConverter() } };

    public static StackState Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<StackState>(File.ReadAllText(path), Form)! : StackState.Empty;

    /// <summary>Written beside and moved over, so that a killed run leaves the old or the new state, whole.</summary>
    public static void Write(string path, StackState state)
    {
        var beside = path + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(state, Form));
        File.Move(beside, path, overwrite: true);
    }

    private sealed class ValueMapConverter : JsonConverter<ValueMap>
    {
        public override ValueMap Read(ref Utf8JsonReader reader, System.Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return Wire.FromStruct(JsonParser.Default.Parse<Struct>(document.RootElement.GetRawText()));
        }

        public override void Write(Utf8JsonWriter writer, ValueMap value, JsonSerializerOptions options) =>
            writer.WriteRawValue(JsonFormatter.Default.Format(value.ToStruct()));
    }
}
