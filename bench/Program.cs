using Bench;

try
{
    var table = new Table();
    await ProcessNumbers.MeasureAsync(table, CancellationToken.None);
    await StackNumbers.MeasureAsync(table, CancellationToken.None);
    Console.WriteLine(table);
    return 0;
}
catch (StepFailedException failure)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
