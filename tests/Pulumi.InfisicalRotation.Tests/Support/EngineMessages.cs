namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// The protocol of Pulumi's engine as its own sources have it, at commit 1b5949891b of pulumi/pulumi. For every
/// message the number, type and name of every field, the numbers that must not
/// be used again, and every method. Written from those sources, not from the files
/// of this project.
/// </summary>
internal static class EngineMessages
{
    /// <summary>What a provider sends to the engine and its monitor, and the messages that both use.</summary>
    public const string Table = """
        LogRequest: 1 LogSeverity severity; 2 string message; 3 string urn; 4 int32 streamId; 5 bool ephemeral
        GetRootResourceRequest: nothing
        GetRootResourceResponse: 1 string urn
        SetRootResourceRequest: 1 string urn
        SetRootResourceResponse: nothing
        StartDebuggingRequest: 1 Struct config; 2 string message
        RequirePulumiVersionRequest: 1 string pulumi_version_range
        RequirePulumiVersionResponse: nothing
        DeploymentInfo: 1 string project; 2 string stack; 3 string organization; 4 map<string,string> config;
            5 rep string configSecretKeys; 6 bool dryRun; 7 int32 parallel;
            8 rep ResourceMonitorFeature supportedFeatures
        RegisterResourceRequest: 1 string type; 2 string name; 3 string parent; 4 bool custom; 5 Struct object;
            6 opt bool protect; 7 rep string dependencies; 8 string provider;
            9 map<string,PropertyDependencies> propertyDependencies; 10 bool deleteBeforeReplace; 11 string version;
            12 rep string ignoreChanges; 13 bool acceptSecrets; 14 rep string additionalSecretOutputs;
            15 rep string aliasURNs; 16 string importId; 17 CustomTimeouts customTimeouts;
            18 bool deleteBeforeReplaceDefined; 19 bool supportsPartialValues; 20 bool remote; 21 bool acceptResources;
            22 map<string,string> providers; 23 rep string replaceOnChanges; 24 string pluginDownloadURL;
            25 opt bool retainOnDelete; 26 rep Alias aliases; 27 string deletedWith; 28 bool aliasSpecs;
            29 SourcePosition sourcePosition; 30 map<string,bytes> pluginChecksums; 31 rep Callback transforms;
            32 bool supportsResultReporting; 33 string packageRef; 34 opt ResourceHooksBinding hooks;
            35 StackTrace stackTrace; 36 string parentStackTraceHandle; 37 rep string hideDiffs;
            38 rep string replace_with; 39 Value replacement_trigger; 40 string snippetId;
            41 map<string,string> envVarMappings; 42 bool accepts_byte_string; 43 rep Callback state_migrations
        RegisterResourceResponse: 1 string urn; 2 string id; 3 Struct object; 4 bool stable; 5 rep string stables;
            6 map<string,PropertyDependencies> propertyDependencies; 7 Result result; 8 bool unknown
        ReadResourceRequest: 1 string id; 2 string type; 3 string name; 4 string parent; 5 Struct properties;
            6 rep string dependencies; 7 string provider; 8 string version; 9 bool acceptSecrets;
            10 rep string additionalSecretOutputs; 12 bool acceptResources; 13 string pluginDownloadURL;
            14 SourcePosition sourcePosition; 15 map<string,bytes> pluginChecksums; 16 string packageRef;
            17 StackTrace stackTrace; 18 string parentStackTraceHandle; 19 bool accepts_byte_string; reserved 11
        ResourceInvokeRequest: 1 string tok; 2 Struct args; 3 string provider; 4 string version; 5 bool acceptResources;
            6 string pluginDownloadURL; 7 SourcePosition sourcePosition; 8 map<string,bytes> pluginChecksums;
            9 string packageRef; 10 StackTrace stackTrace; 11 string parentStackTraceHandle;
            12 bool accepts_byte_string; 13 rep string dependsOn; 15 string parent
        ResourceCallRequest: 1 string tok; 2 Struct args; 3 map<string,ArgumentDependencies> argDependencies;
            4 string provider; 5 string version; 13 string pluginDownloadURL; 15 SourcePosition sourcePosition;
            16 map<string,bytes> pluginChecksums; 17 string packageRef; 18 StackTrace stackTrace;
            19 string parentStackTraceHandle; 20 bool accepts_byte_string; reserved 6 7 8 9 10 11 12 14
        RegisterPackageRequest: 1 string name; 2 string version; 3 string download_url; 4 map<string,bytes> checksums;
            5 Parameterization parameterization; 6 Parameterization extension
        SupportsFeatureRequest: 1 string id
        SupportsFeatureResponse: 1 bool hasSupport
        ReadResourceResponse: 1 string urn; 2 Struct properties
        RegisterResourceRequest.PropertyDependencies: 1 rep string urns
        RegisterResourceRequest.CustomTimeouts: 1 string create; 2 string update; 3 string delete; 4 string read
        RegisterResourceRequest.ResourceHooksBinding: 1 rep string before_create; 2 rep string after_create;
            3 rep string before_update; 4 rep string after_update; 5 rep string before_delete;
            6 rep string after_delete; 7 rep string on_error
        RegisterResourceResponse.PropertyDependencies: 1 rep string urns
        RegisterResourceOutputsRequest: 1 string urn; 2 Struct outputs
        ResourceInvokeResponse: 1 Struct return; 2 rep CheckFailure failures; 3 bool unknown
        ResourceCallRequest.ArgumentDependencies: 1 rep string urns
        RegisterPackageResponse: 1 string ref
        Parameterization: 1 string name; 2 string version; 3 bytes value
        PluginInfo: 1 string version
        PluginDependency: 1 string name; 2 string kind; 3 string version; 4 string server; 5 map<string,bytes> checksums
        PluginAttach: 1 string address
        PackageParameterization: 1 string name; 2 string version; 3 bytes value
        PackageDependency: 1 string name; 2 string kind; 3 string version; 4 string server;
            5 map<string,bytes> checksums; 6 PackageParameterization parameterization;
            7 PackageParameterization extension
        PackageSpec: 1 string source; 2 string version; 3 rep string parameters; 4 map<string,bytes> checksums;
            5 string server
        Alias: 1 string urn in alias; 2 Spec spec in alias
        Alias.Spec: 1 string name; 2 string type; 3 string stack; 4 string project; 5 string parentUrn in parent;
            6 bool noParent in parent
        Callback: 1 string target; 2 string token; 3 bool accepts_byte_string
        CallbackInvokeRequest: 1 string token; 2 bytes request
        CallbackInvokeResponse: 1 bytes response
        SourcePosition: 1 string uri; 2 int32 line; 3 int32 column
        StackFrame: 1 SourcePosition pc
        StackTrace: 1 rep StackFrame frames
        """;

    /// <summary>The values of every enumeration.</summary>
    public const string Enums = """
        CheckRequest.AutonamingOptions.Mode: 0 PROPOSE; 1 ENFORCE; 2 DISABLE
        PropertyDiff.Kind: 0 ADD; 1 ADD_REPLACE; 2 DELETE; 3 DELETE_REPLACE; 4 UPDATE; 5 UPDATE_REPLACE
        DiffResponse.DiffChanges: 0 DIFF_UNKNOWN; 1 DIFF_NONE; 2 DIFF_SOME
        LogSeverity: 0 DEBUG; 1 INFO; 2 WARNING; 3 ERROR
        Result: 0 SUCCESS; 1 FAIL; 2 SKIP
        ResourceMonitorFeature: 0 RESOURCE_MONITOR_FEATURE_SECRETS; 1 RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES;
            2 RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES; 3 RESOURCE_MONITOR_FEATURE_ALIAS_SPECS;
            4 RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER; 5 RESOURCE_MONITOR_FEATURE_DELETED_WITH;
            6 RESOURCE_MONITOR_FEATURE_REPLACE_WITH; 7 RESOURCE_MONITOR_FEATURE_TRANSFORMS;
            8 RESOURCE_MONITOR_FEATURE_INVOKE_TRANSFORMS; 9 RESOURCE_MONITOR_FEATURE_PARAMETERIZATION;
            10 RESOURCE_MONITOR_FEATURE_RESOURCE_HOOKS; 11 RESOURCE_MONITOR_FEATURE_ERROR_HOOKS;
            12 RESOURCE_MONITOR_FEATURE_SENDS_OPTIONS_TO_HOOKS; 13 RESOURCE_MONITOR_FEATURE_BYTE_STRING;
            14 RESOURCE_MONITOR_FEATURE_INVOKE_DEPENDS_ON; 15 RESOURCE_MONITOR_FEATURE_INVOKE_PARENT;
            16 RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS
        """;

    /// <summary>The methods that this project declares.</summary>
    public const string Methods = """
        ResourceProvider/Handshake ProviderHandshakeRequest -> ProviderHandshakeResponse
        ResourceProvider/Parameterize ParameterizeRequest -> ParameterizeResponse
        ResourceProvider/GetSchema GetSchemaRequest -> GetSchemaResponse
        ResourceProvider/CheckConfig CheckRequest -> CheckResponse
        ResourceProvider/DiffConfig DiffRequest -> DiffResponse
        ResourceProvider/Configure ConfigureRequest -> ConfigureResponse
        ResourceProvider/Invoke InvokeRequest -> InvokeResponse
        ResourceProvider/Call CallRequest -> CallResponse
        ResourceProvider/Check CheckRequest -> CheckResponse
        ResourceProvider/Diff DiffRequest -> DiffResponse
        ResourceProvider/Create CreateRequest -> CreateResponse
        ResourceProvider/Read ReadRequest -> ReadResponse
        ResourceProvider/List ListRequest -> stream ListResponse
        ResourceProvider/Update UpdateRequest -> UpdateResponse
        ResourceProvider/Delete DeleteRequest -> Empty
        ResourceProvider/Construct ConstructRequest -> ConstructResponse
        ResourceProvider/Cancel Empty -> Empty
        ResourceProvider/GetPluginInfo Empty -> PluginInfo
        ResourceProvider/Attach PluginAttach -> Empty
        ResourceProvider/GetMapping GetMappingRequest -> GetMappingResponse
        ResourceProvider/GetMappings GetMappingsRequest -> GetMappingsResponse
        Engine/Log LogRequest -> Empty
        Engine/GetRootResource GetRootResourceRequest -> GetRootResourceResponse
        Engine/SetRootResource SetRootResourceRequest -> SetRootResourceResponse
        Engine/StartDebugging StartDebuggingRequest -> Empty
        Engine/RequirePulumiVersion RequirePulumiVersionRequest -> RequirePulumiVersionResponse
        ResourceMonitor/GetDeploymentInfo Empty -> DeploymentInfo
        ResourceMonitor/SupportsFeature SupportsFeatureRequest -> SupportsFeatureResponse
        ResourceMonitor/Invoke ResourceInvokeRequest -> ResourceInvokeResponse
        ResourceMonitor/Call ResourceCallRequest -> CallResponse
        ResourceMonitor/ReadResource ReadResourceRequest -> ReadResourceResponse
        ResourceMonitor/RegisterResource RegisterResourceRequest -> RegisterResourceResponse
        ResourceMonitor/RegisterResourceOutputs RegisterResourceOutputsRequest -> Empty
        ResourceMonitor/RegisterPackage RegisterPackageRequest -> RegisterPackageResponse
        """;
}
