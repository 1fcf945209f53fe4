using System.Collections.Immutable;
using Pulumi.InfisicalRotation.Protos;
using TestEngine.Values;

namespace TestEngine.Plugins;

/// <summary>What every answer of a provider must keep to; the first broken rule ends the run.</summary>
internal static class Rules
{
    private const int ShortestTellingSecret = 6;

    public static void Check(CheckResponse answer, bool isPreview)
    {
        Demand(answer.Inputs is not null, "Check returned no inputs");
        Demand(isPreview || !Wire.FromStruct(answer.Inputs).HoldsUnknown, "Check returned an unknown outside a preview");
        Demand(answer.Failures.All(failure => failure.Reason.Length > 0), "a check failure has no reason");
    }

    public static void Diff(DiffResponse answer)
    {
        var none = answer.Changes == DiffResponse.Types.DiffChanges.DiffNone;
        Demand(answer.Changes != DiffResponse.Types.DiffChanges.DiffUnknown, "Diff did not say whether there are changes");
        Demand(answer.Diffs.Distinct(StringComparer.Ordinal).Count() == answer.Diffs.Count, "Diff names a property twice");
        Demand(!none || (answer.Replaces.Count == 0 && answer.DetailedDiff.Count == 0), "Diff says there are none, and names changes");
        Demand(none || answer.HasDetailedDiff, "Diff did not set hasDetailedDiff, so its details are lost");
        Demand(none || answer.DetailedDiff.Count > 0, "Diff says there are changes, and names none");
        foreach (var root in answer.DetailedDiff.Keys.Select(Root))
        {
            Demand(answer.Diffs.Contains(root), $"Diff has details of {root} and does not name it in diffs");
        }
    }

    public static void Create(CreateResponse answer, bool isPreview)
    {
        Demand(!isPreview || answer.Id.Length == 0, "Create returned an id in a preview");
        Demand(isPreview || answer.Id.Length > 0, "Create returned no id");
        Demand(answer.Properties is not null, "Create returned no properties");
        Outputs("Create", Wire.FromStruct(answer.Properties), isPreview);
    }

    public static void Update(UpdateResponse answer, bool isPreview)
    {
        Demand(answer.Properties is not null, "Update returned no properties");
        Outputs("Update", Wire.FromStruct(answer.Properties), isPreview);
    }

    /// <summary>Gone is the wholly empty answer: anything between is taken for a resource somewhere.</summary>
    public static void Read(ReadResponse answer)
    {
        var isGone = answer.Id.Length == 0;
        Demand(!isGone || (answer.Properties is null && answer.Inputs is null), "Read has no id and yet properties or inputs");
        Demand(isGone || answer.Properties is not null, "Read found it and returned no properties");
        Demand(isGone || answer.Inputs is not null, "Read found it and returned no inputs");
        Outputs("Read", Wire.FromStruct(answer.Properties), isPreview: false);
        Outputs("Read", Wire.FromStruct(answer.Inputs), isPreview: false);
    }

    public static void InitFailed(string call, ErrorResourceInitFailed detail)
    {
        Demand(detail.Id.Length > 0, $"{call} was init-failed without an id");
        Demand(detail.Properties is not null, $"{call} was init-failed without properties");
        Outputs(call, Wire.FromStruct(detail.Properties), isPreview: false);
    }

    public static void Construct(string urn, ValueMap outputs, bool isPreview)
    {
        Demand(urn.Length > 0, "Construct returned no URN");
        Outputs("Construct", outputs, isPreview);
    }

    public static void Invoke(ValueMap result) => Demand(!result.HoldsUnknown, "Invoke returned an unknown");

    public static void ListPart(ListResponse part, bool isLast)
    {
        Demand(!isLast, "List went on after its continuation");
        Demand(part.ResponseCase != ListResponse.ResponseOneofCase.Result || part.Result.Id.Length > 0, "List found a resource without an id");
    }

    /// <summary>CheckConfig may drop the version and must not change it.</summary>
    public static void Version(ValueMap sent, ValueMap answered) =>
        Demand(!answered.ContainsKey("version") || answered["version"].Equals(sent.At("version")), "CheckConfig changed the version");

    /// <summary>This engine plays with providers that know secrets, references and outputs; the older ways are left out.</summary>
    public static void Features(bool secrets, bool resources, bool outputs) =>
        Demand(secrets && resources && outputs, "it does not accept secrets, resources and outputs alike in Handshake and Configure");

    /// <summary>A text that went in as a secret must not come out in the clear.</summary>
    public static void Secrets(string call, ValueMap sent, ValueMap answered)
    {
        var secrets = Texts(new Value.Map(sent), inSecret: false).Where(text => text.IsSecret && text.Content.Length >= ShortestTellingSecret);
        var open = Texts(new Value.Map(answered), inSecret: false).Where(text => !text.IsSecret).Select(text => text.Content).ToImmutableHashSet();
        Demand(!secrets.Any(secret => open.Contains(secret.Content)), $"{call} returned a secret without its mark, so it would be stored in the clear");
    }

    private static void Outputs(string call, ValueMap outputs, bool isPreview) =>
        Demand(isPreview || !outputs.HoldsUnknown, $"{call} returned an unknown outside a preview");

    private static string Root(string path) => path.Split('.', '[')[0];

    private static IEnumerable<(string Content, bool IsSecret)> Texts(Value value, bool inSecret) => value switch
    {
        Value.Text text => [(text.Content, inSecret)],
        Value.Secret secret => Texts(secret.Inner, inSecret: true),
        Value.List list => list.Items.SelectMany(item => Texts(item, inSecret)),
        Value.Map map => map.Entries.Values.SelectMany(item => Texts(item, inSecret)),
        _ => [],
    };

    private static void Demand(bool kept, string otherwise)
    {
        if (!kept)
        {
            throw new ProtocolViolationException(otherwise);
        }
    }
}
