// Resources for `tools/check-kinds.mjs`, made through the SDK in an emulated account: of each kind some, of S3, SQS and SNS more than a page.
const ROLE = 'arn:aws:iam::123456789012:role/check-kinds';
const Service = 'codepipeline.amazonaws.com';
const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }];
const TRUST = JSON.stringify({ Version: '2012-10-17', Statement });

/** Each step alone: an emulator that lacks an operation must not cost the kinds after it. */
export const steps = {
  iam: async (send) => {
    await send('iam', 'CreateRole', { RoleName: 'check-kinds', AssumeRolePolicyDocument: TRUST });
  },
  s3: async (send) => {
    for (let index = 0; index < 3; index++) {
      const Bucket = `check-kinds-${index}`;
      await send('s3', 'CreateBucket', { Bucket });
      if (index === 0)
        await send('s3', 'PutBucketTagging', { Bucket, Tagging: { TagSet: [{ Key: 'team', Value: 'a' }] } });
    }
    const elsewhere = { Bucket: 'check-kinds-eu', CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } };
    await send('s3', 'CreateBucket', elsewhere, 'eu-west-1');
  },
  ec2: async (send) => {
    const { Images } = await send('ec2', 'DescribeImages', { Owners: ['amazon'] });
    const ImageId = Images[0].ImageId;
    await send('ec2', 'RunInstances', { ImageId, MinCount: 2, MaxCount: 2, InstanceType: 't3.micro' });
    await send('ec2', 'CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 8 });
  },
  ecs: async (send) => {
    await send('ecs', 'CreateCluster', { clusterName: 'one', tags: [{ key: 'team', value: 'a' }] });
    await send('ecs', 'CreateCluster', { clusterName: 'two' });
    const containerDefinitions = [{ name: 'web', image: 'nginx', memory: 128 }];
    await send('ecs', 'RegisterTaskDefinition', { family: 'web', containerDefinitions });
    for (let index = 0; index < 12; index++) {
      const service = { cluster: 'one', serviceName: `web-${index}`, taskDefinition: 'web', desiredCount: 1 };
      await send('ecs', 'CreateService', service);
    }
    await send('ecs', 'CreateService', { cluster: 'two', serviceName: 'web', taskDefinition: 'web', desiredCount: 1 });
  },
  eks: async (send) => {
    const resourcesVpcConfig = { subnetIds: ['subnet-1', 'subnet-2'] };
    await send('eks', 'CreateCluster', { name: 'main', roleArn: ROLE, resourcesVpcConfig, tags: { team: 'a' } });
  },
  rds: async (send) => {
    const common = { Engine: 'aurora-postgresql', MasterUsername: 'admin1', MasterUserPassword: 'check-kinds-1' };
    await send('rds', 'CreateDBCluster', { DBClusterIdentifier: 'cluster', ...common });
    const Tags = [{ Key: 'team', Value: 'a' }];
    const instance = { ...common, Engine: 'postgres', DBInstanceClass: 'db.t3.micro', AllocatedStorage: 20, Tags };
    await send('rds', 'CreateDBInstance', { DBInstanceIdentifier: 'instance', ...instance });
  },
  lambda: async (send) => {
    const Code = { ZipFile: Buffer.from('UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA==', 'base64') };
    const made = { Code, Role: ROLE, Runtime: 'nodejs22.x', Handler: 'index.handler', Tags: { team: 'a' } };
    for (let index = 0; index < 3; index++) {
      await send('lambda', 'CreateFunction', { FunctionName: `fn-${index}`, ...made });
    }
  },
  sqs: async (send) => {
    for (let index = 0; index < 105; index++) await send('sqs', 'CreateQueue', { QueueName: `queue-${index}` });
    const Attributes = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
    await send('sqs', 'CreateQueue', { QueueName: 'orders.fifo', Attributes, tags: { team: 'a' } });
  },
  sns: async (send) => {
    for (let index = 0; index < 105; index++) await send('sns', 'CreateTopic', { Name: `topic-${index}` });
    await send('sns', 'CreateTopic', { Name: 'orders.fifo', Attributes: { FifoTopic: 'true' } });
  },
  dynamodb: async (send) => {
    const AttributeDefinitions = [{ AttributeName: 'id', AttributeType: 'S' }];
    const KeySchema = [{ AttributeName: 'id', KeyType: 'HASH' }];
    const table = { AttributeDefinitions, KeySchema, BillingMode: 'PAY_PER_REQUEST' };
    for (let index = 0; index < 3; index++) {
      await send('dynamodb', 'CreateTable', { TableName: `table-${index}`, ...table });
    }
  },
  ecr: async (send) => {
    await send('ecr', 'CreateRepository', { repositoryName: 'app', tags: [{ Key: 'team', Value: 'a' }] });
    await send('ecr', 'CreateRepository', { repositoryName: 'plain' });
    const lifecyclePolicyText = JSON.stringify({ rules: [] });
    await send('ecr', 'PutLifecyclePolicy', { repositoryName: 'app', lifecyclePolicyText });
  },
  kafka: async (send) => {
    const BrokerNodeGroupInfo = { InstanceType: 'kafka.m5.large', ClientSubnets: ['subnet-1', 'subnet-2'] };
    const provisioned = { ClusterName: 'events', KafkaVersion: '3.6.0', NumberOfBrokerNodes: 2, BrokerNodeGroupInfo };
    await send('kafka', 'CreateCluster', provisioned);
    const Serverless = { VpcConfigs: [{ SubnetIds: ['subnet-1'] }] };
    await send('kafka', 'CreateClusterV2', { ClusterName: 'serverless', Serverless });
  },
  elasticache: async (send) => {
    const cluster = { CacheClusterId: 'cache', Engine: 'redis', CacheNodeType: 'cache.t3.micro', NumCacheNodes: 1 };
    await send('elasticache', 'CreateCacheCluster', cluster);
  },
  memorydb: async (send) => {
    const AuthenticationMode = { Type: 'password', Passwords: ['check-kinds-password-1'] };
    await send('memorydb', 'CreateUser', { UserName: 'reader', AuthenticationMode, AccessString: 'on ~* +@read' });
  },
  organizations: async (send) => {
    await send('organizations', 'CreateOrganization', { FeatureSet: 'ALL' });
    await send('organizations', 'CreateAccount', { AccountName: 'team-a', Email: 'team-a@example.com' });
  },
  ses: async (send) => {
    await send('sesv2', 'CreateEmailIdentity', { EmailIdentity: 'example.com' });
    await send('sesv2', 'CreateConfigurationSet', { ConfigurationSetName: 'default' });
  },
  codebuild: async (send) => {
    const environment = {
      type: 'LINUX_CONTAINER',
      image: 'aws/codebuild/standard:7.0',
      computeType: 'BUILD_GENERAL1_SMALL',
    };
    const source = { type: 'S3', location: 'bucket/source.zip' };
    const project = { source, environment, artifacts: { type: 'NO_ARTIFACTS' }, serviceRole: ROLE };
    await send('codebuild', 'CreateProject', { name: 'build', ...project });
    await send('codebuild', 'StartBuild', { projectName: 'build' });
    await send('codebuild', 'StartBuild', { projectName: 'build' });
  },
  codedeploy: async (send) => {
    await send('codedeploy', 'CreateApplication', { applicationName: 'shop', computePlatform: 'Server' });
    await send('codedeploy', 'CreateApplication', { applicationName: 'empty', computePlatform: 'Lambda' });
    const group = { applicationName: 'shop', deploymentGroupName: 'production' };
    await send('codedeploy', 'CreateDeploymentGroup', { ...group, serviceRoleArn: ROLE });
    await send('codedeploy', 'CreateDeployment', group);
  },
  sfn: async (send) => {
    const definition = JSON.stringify({ StartAt: 'Done', States: { Done: { Type: 'Succeed' } } });
    const tags = [{ key: 'team', value: 'a' }];
    await send('sfn', 'CreateStateMachine', { name: 'orders', definition, roleArn: ROLE, tags });
    await send('sfn', 'CreateStateMachine', { name: 'plain', definition, roleArn: ROLE, type: 'EXPRESS' });
  },
  codepipeline: async (send) => {
    const actionTypeId = (category, provider) => ({ category, owner: 'AWS', provider, version: '1' });
    const source = { name: 'source', actionTypeId: actionTypeId('Source', 'S3'), configuration: { S3Bucket: 'b' } };
    const approve = { name: 'approve', actionTypeId: actionTypeId('Approval', 'Manual') };
    const stages = [
      { name: 'Source', actions: [{ ...source, outputArtifacts: [{ name: 'code' }] }] },
      { name: 'Release', actions: [approve] },
    ];
    const artifactStore = { type: 'S3', location: 'artifacts' };
    await send('codepipeline', 'CreatePipeline', { pipeline: { name: 'ship', roleArn: ROLE, artifactStore, stages } });
  },
};
