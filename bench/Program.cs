using Bench;

if (!File.Exists(ProviderUnderTest.Executable))
{
    await Console.Error.WriteLineAsync($"There is no {ProviderUnderTest.Executable}: run `dotnet run build.cs publish` first.");
    return 1;
}

var table = new Table();
await ProcessNumbers.MeasureAsync(table, CancellationToken.None);
await StackNumbers.MeasureAsync(table, CancellationToken.None);
Console.WriteLine(table);
return 0;
