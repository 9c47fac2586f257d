/** Where the value of a resource model's key comes from when a mapping gives none. */
export type ModelValues =
  /** One value for each resource of another kind: its identifier, or this property of it. */
  | { from: 'parent'; kind: string; property?: string }
  /** Always the same values. `global` are served in the partition's home region only. */
  | { from: 'constants'; values: readonly string[]; global?: readonly string[] }
  /** The account's own id. */
  | { from: 'account' };

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
  Cases: { DomainId: parent('AWS::Cases::Domain', 'DomainId') },
  Cognito: { IdentityPoolId: parent('AWS::Cognito::IdentityPool') },
  Connect: { InstanceArn: parent('AWS::Connect::Instance'), InstanceId: parent('AWS::Connect::Instance') },
  DataZone: { DomainIdentifier: parent('AWS::DataZone::Domain') },
  Deadline: { FarmId: parent('AWS::Deadline::Farm', 'FarmId') },
  EKS: { ClusterName: parent('AWS::EKS::Cluster') },
  FIS: { ExperimentTemplateId: parent('AWS::FIS::ExperimentTemplate') },
  IVS: { ChannelArn: parent('AWS::IVS::Channel') },
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
  MSK: { ClusterArn: parent('AWS::MSK::Cluster') },
  MediaLive: { ClusterId: parent('AWS::MediaLive::Cluster'), MultiplexId: parent('AWS::MediaLive::Multiplex') },
  MediaPackageV2: { ChannelGroupName: parent('AWS::MediaPackageV2::ChannelGroup', 'ChannelGroupName') },
  NetworkManager: { GlobalNetworkId: parent('AWS::NetworkManager::GlobalNetwork') },
  Notifications: { NotificationConfigurationArn: parent('AWS::Notifications::NotificationConfiguration') },
  OpenSearchServerless: { Type: constants('data', 'encryption', 'network', 'retention', 'saml') },
  Organizations: {
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
  S3Tables: { TableBucketARN: parent('AWS::S3Tables::TableBucket') },
  S3Vectors: { VectorBucketName: parent('AWS::S3Vectors::VectorBucket', 'VectorBucketName') },
  SES: { ConfigurationSetName: parent('AWS::SES::ConfigurationSet') },
  SSO: { InstanceArn: parent('AWS::SSO::Instance') },
  ServiceCatalog: { PortfolioId: parent('AWS::ServiceCatalog::Portfolio') },
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
