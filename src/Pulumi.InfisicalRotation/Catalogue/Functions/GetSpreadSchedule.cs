using Pulumi.InfisicalRotation.Fields;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Catalogue.Functions;

/// <summary>The arguments and results of <c>getSpreadSchedule</c>.</summary>
internal static class GetSpreadSchedule
{
    public static readonly Field Key = Field.Text(
        "key", "Any text that identifies the rotation, such as its name. Equal keys get the same time.") with
    { IsRequired = true };

    public static readonly Field FromHour = Field.Integer(
        "fromHour", "First hour (UTC) of the window, 0 to 23. Default: 0.") with
    { Min = 0, Max = 23, Default = 0d };

    public static readonly Field ToHour = Field.Integer(
        "toHour",
        "Hour (UTC) before which the window ends, 0 to 24. A window may pass midnight: 22 to 4 is six hours. " +
        "Default: 24.") with
    { Min = 0, Max = 24, Default = 24d };

    public static readonly Field Hours = Envelope.Hours with { Description = "Hour of the day (UTC)." };

    public static readonly Field Minutes = Envelope.Minutes with { Description = "Minute of the hour." };

    public static readonly FunctionDefinition Definition = new()
    {
        Name = "getSpreadSchedule",
        Description =
            "Chooses a time of day for `rotateAtUtc` from a text. The time never changes for a key, and different " +
            "keys are spread evenly over the window, so that many rotations do not run in the same minute. Nothing " +
            "is requested.",
        Arguments = [Key, FromHour, ToHour],
        Results = [Hours, Minutes],
        Example = PropertyMap.Empty.With("key", "ci-bot").With("fromHour", 1d).With("toHour", 5d),
        ExampleResult = Hours,
    };
}
