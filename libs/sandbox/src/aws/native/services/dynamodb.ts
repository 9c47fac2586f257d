import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { awsJsonProtocol } from '../../wire/protocol.js';
import { readTarget } from '../../wire/read-call.js';
import { chosen, tagsOf } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import type { Place } from '../place.js';
import { jsonRefusals } from '../refusals.js';

const TYPE = 'AWS::DynamoDB::Table';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

const byName = z.strictObject({ TableName: z.string().min(3).max(255) });
const onTable = ({ TableName }: { TableName: string }, place: Place) => place.arn('dynamodb', `table/${TableName}`);

export const dynamodb: NativeService = {
  name: 'dynamodb',
  protocol: awsJsonProtocol('1.0'),
  readCall: readTarget,
  refusals: jsonRefusals,
  operations: {
    /** Goes on behind a name, whether or not there is such a table. */
    ListTables: operation({
      token: { asked: 'ExclusiveStartTableName', answered: ['LastEvaluatedTableName'] },
      input: z.strictObject({
        ExclusiveStartTableName: z.string().min(3).max(255).optional(),
        Limit: z.int().min(1).max(100).default(100),
      }),
      answer({ ExclusiveStartTableName: after = '', Limit }, place) {
        const rest = place
          .resources(TYPE)
          .map(({ identifier }) => identifier)
          .filter((name) => name > after);
        const TableNames = rest.slice(0, Limit);
        const last = TableNames.at(-1);
        return { TableNames, ...(last !== undefined && rest.length > Limit && { LastEvaluatedTableName: last }) };
      },
    }),
    DescribeTable: operation({
      input: byName,
      resource: onTable,
      answer: (input, place) => ({ Table: describe(table(input, place)) }),
    }),
    DescribeContinuousBackups: operation({
      input: byName,
      resource: onTable,
      answer(input, place) {
        const { PointInTimeRecoverySpecification: recovery } = table(input, place).properties as {
          PointInTimeRecoverySpecification?: { PointInTimeRecoveryEnabled: boolean };
        };
        const status = recovery?.PointInTimeRecoveryEnabled ? 'ENABLED' : 'DISABLED';
        return {
          ContinuousBackupsDescription: {
            ContinuousBackupsStatus: 'ENABLED',
            PointInTimeRecoveryDescription: { PointInTimeRecoveryStatus: status },
          },
        };
      },
    }),
    ListTagsOfResource: operation({
      input: z.strictObject({ ResourceArn: z.string(), NextToken: z.string().optional() }),
      resource: ({ ResourceArn }) => ResourceArn,
      answer({ ResourceArn }, place) {
        const TableName = ResourceArn.split('/').at(-1) ?? '';
        return { Tags: tagsOf(table({ TableName }, place).properties) };
      },
    }),
  },
};

function table({ TableName }: { TableName: string }, place: Place): EstateResource {
  const found = place.find(TYPE, TableName);
  if (found !== undefined) return found;
  throw new AwsFault('ResourceNotFoundException', `Requested resource not found: Table: ${TableName} not found`);
}

function describe({ properties }: EstateResource): JsonObject {
  const { StreamSpecification: stream, SSESpecification: encryption } = properties;
  return {
    ...chosen(properties, {
      TableName: 'TableName',
      TableArn: 'Arn',
      AttributeDefinitions: 'AttributeDefinitions',
      KeySchema: 'KeySchema',
      GlobalSecondaryIndexes: 'GlobalSecondaryIndexes',
      LatestStreamArn: 'StreamArn',
      DeletionProtectionEnabled: 'DeletionProtectionEnabled',
    }),
    TableStatus: 'ACTIVE',
    CreationDateTime: CREATED,
    ItemCount: 0,
    TableSizeBytes: 0,
    ProvisionedThroughput: {
      NumberOfDecreasesToday: 0,
      ...((properties['ProvisionedThroughput'] as JsonObject | undefined) ?? {
        ReadCapacityUnits: 0,
        WriteCapacityUnits: 0,
      }),
    },
    ...(properties['BillingMode'] === 'PAY_PER_REQUEST' && { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } }),
    TableClassSummary: { TableClass: properties['TableClass'] ?? 'STANDARD' },
    ...(stream !== undefined && { StreamSpecification: { StreamEnabled: true, ...(stream as JsonObject) } }),
    ...((encryption as { SSEEnabled?: boolean } | undefined)?.SSEEnabled && {
      SSEDescription: { Status: 'ENABLED', SSEType: 'KMS' },
    }),
  };
}
