#!/usr/bin/env dotnet
#:project build/Tasks.csproj
#:property PublishAot=false

// The one entry for people and for CI: `dotnet run build.cs VERB`. What the verbs do is in build/, a file each.
return await Build.Verbs.RunAsync(args);
