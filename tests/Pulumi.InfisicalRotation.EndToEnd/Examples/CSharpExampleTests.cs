namespace Pulumi.InfisicalRotation.EndToEnd.Examples;

[Trait("Needs", "pulumi-sdkgen")]
public sealed class CSharpExampleTests
{
    private static string Program => File.ReadAllText(Repository.At("examples", "csharp", "Program.cs"));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_name_in_the_example_is_one_of_the_generated_SDK()
    {
        var sdk = await CSharpSdk.GenerateAsync(Cancellation);

        var (errors, types) = sdk.Compile(Program);

        Assert.Empty(errors);
        Assert.Superset(new HashSet<string> { "RotatedAwsIamUser", "RotatedAwsIamUserArgs", "RotateAtUtcArgs" }, types.ToHashSet());
    }

    [Fact]
    public async Task Every_name_in_the_example_of_a_new_user_is_one_of_the_generated_SDK()
    {
        var sdk = await CSharpSdk.GenerateAsync(Cancellation);

        var (errors, types) = sdk.Compile(await File.ReadAllTextAsync(Repository.At("examples", "new-user-csharp", "Program.cs"), Cancellation));

        Assert.Empty(errors);
        Assert.Superset(new HashSet<string> { "RotatedAwsIamUserUserArgs", "AwsConnectionCredentialsArgs" }, types.ToHashSet());
    }

    [Theory]
    [InlineData("RotatedAwsIamUser(", "RotatedAwsUser(")]
    [InlineData("RotationInterval =", "RotationDays =")]
    [InlineData("keys.NextRotationAt", "keys.NextRotation")]
    [InlineData("RotationInterval = 30", "RotationInterval = \"30 days\"")]
    [InlineData("new RotatedAwsIamUser(\"ci-bot\", ", "new RotatedAwsIamUser(")]
    public async Task A_name_that_the_SDK_does_not_have_would_be_found(string right, string wrong)
    {
        var sdk = await CSharpSdk.GenerateAsync(Cancellation);

        var (errors, _) = sdk.Compile(Program.Replace(right, wrong, StringComparison.Ordinal));

        Assert.NotEmpty(errors);
    }
}
