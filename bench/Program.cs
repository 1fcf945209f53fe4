using System.Globalization;
using Bench;

// Usage: [PART …] [SIZE …]; all parts where none is named. Sizes are those of `scale`: 1, 50, 200 and 1000 where none is given.
// `5000` takes some minutes.
var sizes = args.Where(word => int.TryParse(word, out _)).Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
sizes = sizes.Length > 0 ? sizes : [1, 50, 200, 1000];
var parts = args.Where(word => !int.TryParse(word, out _)).ToArray();
string[] known = ["process", "calls", "stack", "scale", "rate"];
if (parts.Except(known).FirstOrDefault() is { } unknown)
{
    await Console.Error.WriteLineAsync($"\"{unknown}\" is no part. Parts are: {string.Join(", ", known)}.");
    return 1;
}

try
{
    var table = new Table();
    await PartAsync("process", () => ProcessNumbers.MeasureAsync(table, CancellationToken.None));
    await PartAsync("calls", () => CallNumbers.MeasureAsync(table, sizes, CancellationToken.None));
    await PartAsync("stack", () => StackNumbers.MeasureAsync(table, CancellationToken.None));
    await PartAsync("scale", () => ScaleNumbers.MeasureAsync(table, sizes, CancellationToken.None));
    await PartAsync("rate", () => RateNumbers.MeasureAsync(table, CancellationToken.None));
    Console.WriteLine(table);
    return 0;
}
catch (StepFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}

Task PartAsync(string name, Func<Task> measure) =>
    parts.Length == 0 || parts.Contains(name) ? measure() : Task.CompletedTask;
