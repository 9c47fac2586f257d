import { readFileSync } from 'node:fs';
import { entryPrograms, parseMapping } from '@longshore/domain';

const EC2 = new URL('../../libs/jq/src/golden/ec2-instance.golden.json', import.meta.url);
const FUNCTION_ARN = 'arn:aws:lambda:eu-west-1:210987654321:function:parcel-rates';

/** Every member that Lambda tells about a function, filled: 37 of them, each mapped to a property of its own. */
const LAMBDA = {
  FunctionName: 'parcel-rates',
  FunctionArn: FUNCTION_ARN,
  Runtime: 'nodejs22.x',
  Handler: 'dist/main.handler',
  MemorySize: 1024,
  Timeout: 15,
  State: 'Active',
  LastModified: '2026-03-04T05:06:07.000+0000',
  CodeSha256: 'Zm9yIGEgYmVuY2ggYW55IHRleHQgb2YgdGhpcyBsZW5ndGg=',
  CodeSize: 2_400_311,
  Description: 'Quotes the price of a parcel',
  Role: 'arn:aws:iam::210987654321:role/parcel-rates',
  LastUpdateStatus: 'Successful',
  LastUpdateStatusReason: null,
  LastUpdateStatusReasonCode: null,
  Version: '$LATEST',
  RevisionId: '3f0d8a52-7f6e-4b0a-9a51-b6f8c1f2a7d4',
  PackageType: 'Zip',
  MasterArn: null,
  SigningJobArn: null,
  SigningProfileVersionArn: null,
  StateReason: null,
  StateReasonCode: null,
  DeadLetterConfig: { TargetArn: 'arn:aws:sqs:eu-west-1:210987654321:parcel-rates-dead' },
  Environment: { Variables: { TABLE: 'rates', LOG_LEVEL: 'info' }, Error: null },
  VpcConfig: {
    VpcId: 'vpc-06d9c0be5571f3aa8',
    SubnetIds: ['subnet-0a7e5533d1fb94c20', 'subnet-0f3c5533d1fb94d11'],
    SecurityGroupIds: ['sg-0c3f9b21aa7704e55'],
    Ipv6AllowedForDualStack: false,
  },
  TracingConfig: { Mode: 'Active' },
  LoggingConfig: { LogFormat: 'JSON', ApplicationLogLevel: 'INFO', SystemLogLevel: 'WARN', LogGroup: '/parcel/rates' },
  EphemeralStorage: { Size: 512 },
  ImageConfigResponse: null,
  RuntimeVersionConfig: { RuntimeVersionArn: 'arn:aws:lambda:eu-west-1::runtime:0a1b2c', Error: null },
  SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
  Layers: [{ Arn: 'arn:aws:lambda:eu-west-1:210987654321:layer:otel:7', CodeSize: 88_112, SigningJobArn: null }],
  Architectures: ['arm64'],
  FileSystemConfigs: [],
  Tags: { team: 'parcels', stage: 'production', cost: '4410' },
  KMSKeyArn: 'arn:aws:kms:eu-west-1:210987654321:key/3f0d8a52-7f6e-4b0a-9a51-b6f8c1f2a7d4',
};

const lambdaMapping = (entity, selector = { query: 'true' }) => ({
  resources: [{ kind: 'AWS::Lambda::Function', selector, port: { entity: { mappings: entity } } }],
});

const PROPERTIES = Object.fromEntries(Object.keys(LAMBDA).map((member) => [member, `.Properties.${member}`]));

/** The same entity as somebody writes it for each of Port's integrations. */
const LAMBDA_MAPPINGS = {
  'ocean-v3': lambdaMapping({
    identifier: '.Properties.FunctionArn',
    title: '.Properties.FunctionName',
    blueprint: '"lambdaFunction"',
    properties: PROPERTIES,
    relations: { account: '.__ExtraContext.AccountId' },
  }),
  'ocean-v1': lambdaMapping({
    identifier: '.Properties.FunctionArn',
    title: '.Properties.FunctionName',
    blueprint: '"lambdaFunction"',
    properties: PROPERTIES,
    relations: { account: '.__AccountId' },
  }),
  exporter: lambdaMapping(
    [
      {
        identifier: '.FunctionArn',
        title: '.FunctionName',
        blueprint: 'lambdaFunction',
        properties: Object.fromEntries(Object.keys(LAMBDA).map((member) => [member, `.${member}`])),
        relations: { account: '.FunctionArn | split(":")[4]' },
      },
    ],
    { aws: {} },
  ),
};

function subject(name, { raw, mapping }, identifierMember) {
  const [program] = entryPrograms(parseMapping(mapping));
  // No two are equal, as no two resources are.
  const make = (from, count) =>
    Array.from({ length: count }, (_, index) => {
      const properties = {
        ...raw.Properties,
        [identifierMember]: `${raw.Properties[identifierMember]}-${from + index}`,
      };
      return { ...raw, Properties: properties };
    });
  return { name, program, mappings: mapping.resources[0].port.entity.mappings, make };
}

export const ec2 = subject('EC2 instances', JSON.parse(readFileSync(EC2, 'utf8')), 'InstanceId');

const LAMBDA_RAW = {
  Type: 'AWS::Lambda::Function',
  Identifier: 'parcel-rates',
  Properties: LAMBDA,
  __ExtraContext: { AccountId: '210987654321', Region: 'eu-west-1' },
  __AccountId: '210987654321',
  __Region: 'eu-west-1',
  __Kind: 'AWS::Lambda::Function',
};

/** Lambda functions by the mapping of each dialect. */
export const lambdaDialects = Object.entries(LAMBDA_MAPPINGS).map(([dialect, mapping]) => {
  if (parseMapping(mapping).dialect !== dialect) throw new Error(`the mapping for ${dialect} is taken for another`);
  return { dialect, ...subject(`Lambda functions, ${dialect}`, { raw: LAMBDA_RAW, mapping }, 'FunctionArn') };
});

export const lambda = subject(
  'Lambda functions',
  { raw: LAMBDA_RAW, mapping: LAMBDA_MAPPINGS['ocean-v3'] },
  'FunctionArn',
);
