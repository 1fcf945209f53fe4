using TestEngine.Commands;

using var interrupted = new CancellationTokenSource();
return await CommandLine.RunAsync(args, Console.Out, interrupted.Token);
