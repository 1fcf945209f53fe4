using Pulumi.InfisicalRotation.Api.Errors;
using Pulumi.InfisicalRotation.Catalogue.Functions;
using Pulumi.InfisicalRotation.Provider;
using Pulumi.InfisicalRotation.Session;
using Pulumi.InfisicalRotation.Values;

namespace Pulumi.InfisicalRotation.Functions;

/// <summary>Lets Infisical test the active credential of a rotation at its service.</summary>
internal sealed class CheckRotationCredentialsFunction : Function
{
    public override FunctionDefinition Definition => CheckRotationCredentials.Definition;

    public override async Task<InvokeAnswer> Run(
        Arguments arguments, ProviderSession session, CancellationToken cancelled)
    {
        var id = arguments.RequiredText(CheckRotationCredentials.RotationId);
        var type = arguments.RequiredText(CheckRotationCredentials.Type);
        try
        {
            await session.Client.CheckCredentialsAsync(type, id, cancelled);
            return Result(isValid: true, null);
        }
        catch (ApiException fault) when (fault.IsRotationNotFound)
        {
            return InvokeAnswer.Wrong(
                CheckRotationCredentials.RotationId.Name, FunctionMessages.NoRotation(id, null));
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.OtherRotationType)
        {
            return InvokeAnswer.Wrong(
                CheckRotationCredentials.Type.Name, FunctionMessages.OtherRotationType(type));
        }
        catch (ApiException fault) when (fault.Kind is ServerErrorKind.CheckNotSupported)
        {
            throw fault.ToRefusal(FunctionMessages.CheckNotSupported(type, fault));
        }
        catch (ApiException fault) when (fault.IsMissingRoute)
        {
            throw fault.ToRefusal(FunctionMessages.CheckRouteMissing(fault));
        }
        catch (ApiException fault) when (IsResult(fault))
        {
            return Result(isValid: false, fault.Reason);
        }
    }

    /// <summary>The service refused the credential: a refusal that says nothing about the request.</summary>
    private static bool IsResult(ApiException fault) =>
        fault is { Status: 400, Kind: ServerErrorKind.None or ServerErrorKind.IamRefused, IsLogin: false };

    private static InvokeAnswer Result(bool isValid, string? message)
    {
        var results = PropertyMap.Empty.With(CheckRotationCredentials.IsValid.Name, isValid);
        return InvokeAnswer.Of(string.IsNullOrEmpty(message)
            ? results
            : results.With(CheckRotationCredentials.Message.Name, message));
    }
}
