import type { RoleCredentials } from '@longshore/domain';
import type { NativeService } from '@longshore/kinds';
import { type AwsEndpoint, clientOptions } from '../client-options.js';
import { LruMap } from '../lru-map.js';

/** A client of any service, as its commands see it. */
export interface ServiceClient {
  send(command: object, options: { abortSignal: AbortSignal }): Promise<unknown>;
}

interface Sdk {
  connect(options: object): ServiceClient;
  /** The constructor of an operation's command. */
  command(operation: string): (new (input: object) => object) | undefined;
}

/** A client costs 11 to 16 KB while kept. */
const CAPACITY = 1_024;

function sdkOf(module: object, Client: new (options: never) => unknown): Sdk {
  const members = module as { [name: string]: (new (input: object) => object) | undefined };
  const Connected = Client as new (options: object) => ServiceClient;
  return {
    connect: (options) => new Connected(options),
    command: (operation) => members[`${operation}Command`],
  };
}

/** Loaded when first used: a worker that never lists pipelines does not pay for their SDK. */
export const SDKS: { readonly [service in NativeService]: () => Promise<Sdk> } = {
  codebuild: () => import('@aws-sdk/client-codebuild').then((sdk) => sdkOf(sdk, sdk.CodeBuildClient)),
  codedeploy: () => import('@aws-sdk/client-codedeploy').then((sdk) => sdkOf(sdk, sdk.CodeDeployClient)),
  codepipeline: () => import('@aws-sdk/client-codepipeline').then((sdk) => sdkOf(sdk, sdk.CodePipelineClient)),
  dynamodb: () => import('@aws-sdk/client-dynamodb').then((sdk) => sdkOf(sdk, sdk.DynamoDBClient)),
  ec2: () => import('@aws-sdk/client-ec2').then((sdk) => sdkOf(sdk, sdk.EC2Client)),
  ecr: () => import('@aws-sdk/client-ecr').then((sdk) => sdkOf(sdk, sdk.ECRClient)),
  ecs: () => import('@aws-sdk/client-ecs').then((sdk) => sdkOf(sdk, sdk.ECSClient)),
  eks: () => import('@aws-sdk/client-eks').then((sdk) => sdkOf(sdk, sdk.EKSClient)),
  elasticache: () => import('@aws-sdk/client-elasticache').then((sdk) => sdkOf(sdk, sdk.ElastiCacheClient)),
  kafka: () => import('@aws-sdk/client-kafka').then((sdk) => sdkOf(sdk, sdk.KafkaClient)),
  lambda: () => import('@aws-sdk/client-lambda').then((sdk) => sdkOf(sdk, sdk.LambdaClient)),
  memorydb: () => import('@aws-sdk/client-memorydb').then((sdk) => sdkOf(sdk, sdk.MemoryDBClient)),
  organizations: () => import('@aws-sdk/client-organizations').then((sdk) => sdkOf(sdk, sdk.OrganizationsClient)),
  rds: () => import('@aws-sdk/client-rds').then((sdk) => sdkOf(sdk, sdk.RDSClient)),
  s3: () => import('@aws-sdk/client-s3').then((sdk) => sdkOf(sdk, sdk.S3Client)),
  sesv2: () => import('@aws-sdk/client-sesv2').then((sdk) => sdkOf(sdk, sdk.SESv2Client)),
  sfn: () => import('@aws-sdk/client-sfn').then((sdk) => sdkOf(sdk, sdk.SFNClient)),
  sns: () => import('@aws-sdk/client-sns').then((sdk) => sdkOf(sdk, sdk.SNSClient)),
  sqs: () => import('@aws-sdk/client-sqs').then((sdk) => sdkOf(sdk, sdk.SQSClient)),
};

/** One client per session, region and service, kept while it is used. */
export class ServiceClients {
  private readonly clients = new LruMap<ServiceClient>(CAPACITY);

  constructor(private readonly endpoint: AwsEndpoint) {}

  async of(service: NativeService, region: string, credentials: RoleCredentials): Promise<ServiceClient> {
    const { connect } = await SDKS[service]();
    const key = `${credentials.accessKeyId}/${region}/${service}`;
    return this.clients.obtain(key, () =>
      connect({ ...clientOptions(region, this.endpoint, credentials), ...this.own(service) }),
    );
  }

  async command(service: NativeService, operation: string, input: object): Promise<object> {
    const Command = (await SDKS[service]()).command(operation);
    if (!Command) throw new Error(`The SDK of ${service} has no operation ${operation}`);
    return new Command(input);
  }

  private own(service: NativeService): object {
    // A bucket may be elsewhere than the list says; and a name in the host needs DNS that only AWS has.
    if (service === 's3') return { followRegionRedirects: true, forcePathStyle: this.endpoint.isStandIn === true };
    // Queue URLs come from AWS, yet where we connect is not for an answer to decide.
    if (service === 'sqs') return { useQueueUrlAsEndpoint: false };
    return {};
  }
}
