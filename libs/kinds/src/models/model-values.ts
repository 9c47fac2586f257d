/** Where the value of a resource model's key comes from when a mapping gives none. */
export type ModelValues =
  /** One value for each resource of another kind: its identifier, or this property of it. */
  | { from: 'parent'; kind: string; property?: string }
  /** Always the same values. `global` are served in the partition's home region only. */
  | { from: 'constants'; values: readonly string[]; global?: readonly string[] }
  /** The account's own id. */
  | { from: 'account' }
  /** A tree: this property of another kind's resources, and below each of those every resource of the kind itself, so many levels deep. */
  | { from: 'tree'; kind: string; property: string; levels: number };

/** The kind whose resources are looked for first, where the values depend on what exists. */
export function parentKind(values: ModelValues | undefined): string | undefined {
  return values && 'kind' in values ? values.kind : undefined;
}

const parent = (kind: string, property?: string): ModelValues => ({
  from: 'parent',
  kind,
  ...(property !== undefined && { property }),
});

const constants = (...values: string[]): ModelValues => ({ from: 'constants', values });

/**
 * By service and key, for what cannot be told from identifiers: the parent calls its key by another name, or two kinds
 * share it. Names and values as in the services' own API references.
 */
export const MODEL_VALUES: { readonly [service: string]: { readonly [key: string]: ModelValues } } = {
  Amplify: { AppId: parent('AWS::Amplify::App', 'AppId') },
  ApiGateway: { UsagePlanId: parent('AWS::ApiGateway::UsagePlan') },
  ApiGatewayV2: { DomainNameArn: parent('AWS::ApiGatewayV2::DomainName', 'DomainNameArn') },
  AppStream: { StackName: parent('AWS::AppStream::Stack', 'Name') },
  ApplicationAutoScaling: {
    ServiceNamespace: constants(
      'appstream',
      'cassandra',
      'comprehend',
      'custom-resource',
      'dynamodb',
      'ec2',
      'ecs',
      'elasticache',
      'elasticmapreduce',
      'kafka',
      'lambda',
      'neptune',
      'rds',
      'sagemaker',
      'workspaces',
    ),
  },
  Athena: { WorkGroup: parent('AWS::Athena::WorkGroup') },
  Bedrock: { FlowArn: parent('AWS::Bedrock::Flow'), PromptArn: parent('AWS::Bedrock::Prompt') },
  BedrockAgentCore: {
    HarnessId: parent('AWS::BedrockAgentCore::Harness', 'HarnessId'),
    PaymentManagerId: parent('AWS::BedrockAgentCore::PaymentManager', 'PaymentManagerId'),
    PolicyEngineId: parent('AWS::BedrockAgentCore::PolicyEngine', 'PolicyEngineId'),
  },
  Cases: { DomainId: parent('AWS::Cases::Domain', 'DomainId') },
  CodeArtifact: { DomainName: parent('AWS::CodeArtifact::Domain', 'DomainName') },
  Cognito: { IdentityPoolId: parent('AWS::Cognito::IdentityPool') },
  Connect: { InstanceArn: parent('AWS::Connect::Instance'), InstanceId: parent('AWS::Connect::Instance') },
  ConnectCampaignsV2: { ConnectInstanceId: parent('AWS::Connect::Instance', 'Id') },
  DataZone: { DomainIdentifier: parent('AWS::DataZone::Domain') },
  Deadline: {
    FarmId: parent('AWS::Deadline::Farm', 'FarmId'),
    LicenseEndpointId: parent('AWS::Deadline::LicenseEndpoint', 'LicenseEndpointId'),
  },
  DirectConnect: {
    DirectConnectGatewayId: parent('AWS::DirectConnect::DirectConnectGateway', 'DirectConnectGatewayId'),
  },
  EKS: { ClusterName: parent('AWS::EKS::Cluster') },
  EventSchemas: { RegistryName: parent('AWS::EventSchemas::Registry', 'RegistryName') },
  FIS: { ExperimentTemplateId: parent('AWS::FIS::ExperimentTemplate') },
  IdentityStore: { IdentityStoreId: parent('AWS::SSO::Instance', 'IdentityStoreId') },
  IVS: { ChannelArn: parent('AWS::IVS::Channel') },
  Kendra: { IndexId: parent('AWS::Kendra::Index') },
  Lambda: { FunctionName: parent('AWS::Lambda::Function'), TargetFunctionArn: parent('AWS::Lambda::Function') },
  Lex: { BotId: parent('AWS::Lex::Bot') },
  Logs: {
    PolicyType: constants(
      'DATA_PROTECTION_POLICY',
      'FIELD_INDEX_POLICY',
      'SUBSCRIPTION_FILTER_POLICY',
      'TRANSFORMER_POLICY',
    ),
  },
  M2: { ApplicationId: parent('AWS::M2::Application', 'ApplicationId') },
  MSK: { ClusterArn: parent('AWS::MSK::Cluster') },
  MediaLive: { ClusterId: parent('AWS::MediaLive::Cluster'), MultiplexId: parent('AWS::MediaLive::Multiplex') },
  MediaPackageV2: { ChannelGroupName: parent('AWS::MediaPackageV2::ChannelGroup', 'ChannelGroupName') },
  NetworkManager: { GlobalNetworkId: parent('AWS::NetworkManager::GlobalNetwork') },
  Notifications: { NotificationConfigurationArn: parent('AWS::Notifications::NotificationConfiguration') },
  OpenSearchServerless: { Type: constants('data', 'encryption', 'network', 'retention', 'saml') },
  Organizations: {
    // Units nest five levels deep below a root, which no request raises (Organizations user guide, "Quotas").
    ParentId: { from: 'tree', kind: 'AWS::Organizations::Organization', property: 'RootId', levels: 5 },
    Type: constants(
      'SERVICE_CONTROL_POLICY',
      'RESOURCE_CONTROL_POLICY',
      'TAG_POLICY',
      'BACKUP_POLICY',
      'AISERVICES_OPT_OUT_POLICY',
    ),
  },
  PCS: { ClusterId: parent('AWS::PCS::Cluster', 'Id') },
  QuickSight: { AwsAccountId: { from: 'account' } },
  Rbin: { ResourceType: constants('EBS_SNAPSHOT', 'EC2_IMAGE') },
  Route53Profiles: { ProfileId: parent('AWS::Route53Profiles::Profile') },
  S3Files: { FileSystemId: parent('AWS::S3Files::FileSystem', 'FileSystemId') },
  S3Tables: { TableBucketARN: parent('AWS::S3Tables::TableBucket') },
  S3Vectors: { VectorBucketName: parent('AWS::S3Vectors::VectorBucket', 'VectorBucketName') },
  SES: { ConfigurationSetName: parent('AWS::SES::ConfigurationSet') },
  SSO: { InstanceArn: parent('AWS::SSO::Instance') },
  SageMaker: { ImageName: parent('AWS::SageMaker::Image', 'ImageName') },
  ServiceCatalog: {
    PortfolioId: parent('AWS::ServiceCatalog::Portfolio'),
    TagOptionId: parent('AWS::ServiceCatalog::TagOption'),
  },
  ServiceCatalogAppRegistry: { ApplicationArn: parent('AWS::ServiceCatalogAppRegistry::Application', 'Arn') },
  Signer: { ProfileName: parent('AWS::Signer::SigningProfile', 'ProfileName') },
  StepFunctions: { StateMachineArn: parent('AWS::StepFunctions::StateMachine') },
  Transfer: { ServerId: parent('AWS::Transfer::Server', 'ServerId') },
  VpcLattice: { ServiceIdentifier: parent('AWS::VpcLattice::Service') },
  WAFv2: { Scope: { from: 'constants', values: ['REGIONAL'], global: ['CLOUDFRONT'] } },
  Wisdom: { KnowledgeBaseArn: parent('AWS::Wisdom::KnowledgeBase', 'KnowledgeBaseArn') },
};

/** The keys' values that one kind alone takes, where its service's kinds differ. */
export const KIND_VALUES: { readonly [kind: string]: readonly string[] } = {
  'AWS::OpenSearchServerless::AccessPolicy': ['data'],
  'AWS::OpenSearchServerless::LifecyclePolicy': ['retention'],
  'AWS::OpenSearchServerless::SecurityConfig': ['saml'],
  'AWS::OpenSearchServerless::SecurityPolicy': ['encryption', 'network'],
};
