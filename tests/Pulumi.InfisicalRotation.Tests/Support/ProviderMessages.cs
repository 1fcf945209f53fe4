namespace Pulumi.InfisicalRotation.Tests.Support;

/// <summary>
/// The protocol of Pulumi's engine as its own sources have it, at commit 1b5949891b of pulumi/pulumi. For every
/// message the number, type and name of every field, and the numbers that must not
/// be used again. Written from those sources, not from the files
/// of this project.
/// </summary>
internal static class ProviderMessages
{
    /// <summary>What the engine sends to a provider and gets from it, and the details of a failure.</summary>
    public const string Table = """
        ProviderHandshakeRequest: 1 string engine_address; 2 opt string root_directory; 3 opt string program_directory;
            4 bool configure_with_urn; 5 bool supports_views; 6 bool supports_refresh_before_update;
            7 bool invoke_with_preview; 8 opt string mapper_target; 9 opt string loader_target;
            10 opt string resolver_target; 11 bool accepts_byte_string
        ProviderHandshakeResponse: 1 bool accept_secrets; 2 bool accept_resources; 3 bool accept_outputs;
            4 bool supports_autonaming_configuration; 6 bool accepts_byte_string; reserved 5
        ConfigureRequest: 1 map<string,string> variables; 2 Struct args; 3 bool acceptSecrets; 4 bool acceptResources;
            5 bool sends_old_inputs; 6 bool sends_old_inputs_to_delete; 7 opt string id; 8 opt string urn;
            9 opt string name; 10 opt string type
        ConfigureResponse: 1 bool acceptSecrets; 2 bool supportsPreview; 3 bool acceptResources; 4 bool acceptOutputs;
            5 bool supports_autonaming_configuration
        CallRequest: 1 string tok; 2 Struct args; 3 map<string,ArgumentDependencies> argDependencies; 6 string project;
            7 string stack; 8 map<string,string> config; 9 rep string configSecretKeys; 10 bool dryRun;
            11 int32 parallel; 12 string monitorEndpoint; 14 string organization; 17 bool accepts_output_values;
            18 string stack_trace_handle; reserved 4 5 13 15 16
        CheckRequest: 1 string urn; 2 Struct olds; 3 Struct news; 5 bytes randomSeed; 6 string name; 7 string type;
            8 AutonamingOptions autonaming; reserved 4
        DiffRequest: 1 string id; 2 string urn; 3 Struct olds; 4 Struct news; 5 rep string ignoreChanges;
            6 Struct old_inputs; 7 string name; 8 string type
        DiffResponse: 1 rep string replaces; 2 rep string stables; 3 bool deleteBeforeReplace; 4 DiffChanges changes;
            5 rep string diffs; 6 map<string,PropertyDiff> detailedDiff; 7 bool hasDetailedDiff
        CreateRequest: 1 string urn; 2 Struct properties; 3 double timeout; 4 bool preview; 5 string name;
            6 string type; 7 string resource_status_address; 8 string resource_status_token
        ReadRequest: 1 string id; 2 string urn; 3 Struct properties; 4 Struct inputs; 5 string name; 6 string type;
            7 string resource_status_address; 8 string resource_status_token; 9 rep View old_views; 10 double timeout
        ReadResponse: 1 string id; 2 Struct properties; 3 Struct inputs; 4 bool refresh_before_update
        UpdateRequest: 1 string id; 2 string urn; 3 Struct olds; 4 Struct news; 5 double timeout;
            6 rep string ignoreChanges; 7 bool preview; 8 Struct old_inputs; 9 string name; 10 string type;
            11 string resource_status_address; 12 string resource_status_token; 13 rep View old_views
        DeleteRequest: 1 string id; 2 string urn; 3 Struct properties; 4 double timeout; 5 Struct old_inputs;
            6 string name; 7 string type; 8 string resource_status_address; 9 string resource_status_token;
            10 rep View old_views
        ConstructRequest: 1 string project; 2 string stack; 3 map<string,string> config; 4 bool dryRun;
            5 int32 parallel; 6 string monitorEndpoint; 7 string type; 8 string name; 9 string parent; 10 Struct inputs;
            11 map<string,PropertyDependencies> inputDependencies; 12 opt bool protect; 13 map<string,string> providers;
            15 rep string dependencies; 16 rep string configSecretKeys; 17 string organization;
            18 rep string additionalSecretOutputs; 19 CustomTimeouts customTimeouts; 20 string deletedWith;
            21 opt bool deleteBeforeReplace; 22 rep string ignoreChanges; 23 rep string replaceOnChanges;
            24 opt bool retainOnDelete; 25 bool accepts_output_values; 26 opt ResourceHooksBinding resource_hooks;
            27 string stack_trace_handle; 28 rep string replace_with; 29 rep Alias aliases;
            30 Value replacement_trigger; reserved 14
        ErrorResourceInitFailed: 1 string id; 2 Struct properties; 3 rep string reasons; 4 Struct inputs;
            5 bool refresh_before_update
        ListRequest: 1 string token; 2 Struct query; 3 int64 limit; 4 int64 page_size; 5 string continuation_token
        ParameterizeRequest: 1 ParametersArgs args in parameters; 2 ParametersValue value in parameters
        ParameterizeRequest.ParametersArgs: 1 rep string args
        ParameterizeRequest.ParametersValue: 1 string name; 2 string version; 3 bytes value
        ParameterizeResponse: 1 string name; 2 string version
        GetSchemaRequest: 1 int32 version; 2 string subpackage_name; 3 string subpackage_version
        GetSchemaResponse: 1 string schema
        ConfigureErrorMissingKeys: 1 rep MissingKey missingKeys
        ConfigureErrorMissingKeys.MissingKey: 1 string name; 2 string description
        InvokeRequest: 1 string tok; 2 Struct args; 7 bool preview
        InvokeResponse: 1 Struct return; 2 rep CheckFailure failures
        CallRequest.ArgumentDependencies: 1 rep string urns
        CallResponse: 1 Struct return; 2 map<string,ReturnDependencies> returnDependencies; 3 rep CheckFailure failures
        CallResponse.ReturnDependencies: 1 rep string urns
        CheckRequest.AutonamingOptions: 1 string proposed_name; 2 Mode mode
        CheckResponse: 1 Struct inputs; 2 rep CheckFailure failures
        CheckFailure: 1 string property; 2 string reason
        PropertyDiff: 1 Kind kind; 2 bool inputDiff
        CreateResponse: 1 string id; 2 Struct properties; 3 bool refresh_before_update
        ListResponse: 1 Computed computed in response; 2 Result result in response;
            3 Continuation continuation in response
        ListResponse.Computed: nothing
        ListResponse.Result: 1 string id; 2 string name
        ListResponse.Continuation: 1 string continuation_token
        UpdateResponse: 1 Struct properties; 2 bool refresh_before_update
        ConstructRequest.PropertyDependencies: 1 rep string urns
        ConstructRequest.CustomTimeouts: 1 string create; 2 string update; 3 string delete; 4 string read
        ConstructRequest.ResourceHooksBinding: 1 rep string before_create; 2 rep string after_create;
            3 rep string before_update; 4 rep string after_update; 5 rep string before_delete;
            6 rep string after_delete; 7 rep string on_error
        ConstructResponse: 1 string urn; 2 Struct state; 3 map<string,PropertyDependencies> stateDependencies
        ConstructResponse.PropertyDependencies: 1 rep string urns
        GetMappingRequest: 1 string key; 2 string provider
        GetMappingResponse: 1 string provider; 2 bytes data
        GetMappingsRequest: 1 string key
        GetMappingsResponse: 1 rep string providers
        View: 1 string type; 2 string name; 3 string parent_type; 4 string parent_name; 5 Struct inputs;
            6 Struct outputs
        ErrorCause: 1 string message; 2 string stackTrace
        InputPropertiesError: 1 rep PropertyError errors
        InputPropertiesError.PropertyError: 1 string property_path; 2 string reason
        google.rpc.Status: 1 int32 code; 2 string message; 3 rep Any details
        """;
}
