import { CloudControlClient, GetResourceCommand, ListResourcesCommand } from '@aws-sdk/client-cloudcontrol';
import {
  CloudFormationClient,
  DescribeTypeCommand,
  ListTypesCommand,
  type ListTypesInput,
} from '@aws-sdk/client-cloudformation';
import { describe, expect } from 'vitest';
import { awsTest, refusal } from '../fixtures/aws-test.js';
import type { OwnType } from '../resources/estate/own-types.js';

const ACCOUNT = '123456789012';

const type = (index: number): OwnType => ({
  typeName: `Harbour::Dock::Crane${String(index).padStart(3, '0')}`,
  origin: 'private',
  provisioning: 'FULLY_MUTABLE',
  version: '00000001',
  schema: { properties: { Id: { type: 'string' } }, primaryIdentifier: ['/properties/Id'] },
});

describe('the registry of types', () => {
  awsTest('lists what is registered and activated in an account, by provisioning type', async ({ scene }) => {
    const client = new CloudFormationClient(await scene.session());
    const names = async (input: ListTypesInput) =>
      (await client.send(new ListTypesCommand(input))).TypeSummaries?.map(({ TypeName }) => TypeName) ?? [];

    expect(await names({ Visibility: 'PRIVATE' })).toEqual(['Harbour::Berth::Booking']);
    expect(await names({ Visibility: 'PRIVATE', ProvisioningType: 'IMMUTABLE' })).toEqual([
      'Lighthouse::Watch::Monitor',
    ]);
    expect(
      await names({ Visibility: 'PUBLIC', ProvisioningType: 'IMMUTABLE', Filters: { Category: 'ACTIVATED' } }),
    ).toEqual(['Lighthouse::Watch::Monitor']);
    expect(await names({ Visibility: 'PUBLIC' })).toEqual([]);
  });

  awsTest('pages a long list, a hundred at a time', async ({ scene }) => {
    for (let index = 0; index < 150; index += 1) scene.aws.estate.register(ACCOUNT, 'eu-west-1', type(index));
    const client = new CloudFormationClient(await scene.session());

    const first = await client.send(new ListTypesCommand({ Visibility: 'PRIVATE' }));
    const rest = await client.send(new ListTypesCommand({ Visibility: 'PRIVATE', NextToken: first.NextToken }));

    expect([first.TypeSummaries?.length, rest.TypeSummaries?.length, rest.NextToken]).toEqual([100, 51, undefined]);
    const elsewhere = new ListTypesCommand({ Visibility: 'PUBLIC', NextToken: first.NextToken });
    expect((await refusal(client.send(elsewhere))).code).toBe('CFNRegistryException');
  });

  awsTest('describes a type with its schema, and knows none of another region', async ({ scene }) => {
    const client = new CloudFormationClient(await scene.session());
    const describeType = (TypeName: string) => client.send(new DescribeTypeCommand({ Type: 'RESOURCE', TypeName }));

    const described = await describeType('Harbour::Berth::Booking');

    expect(described).toMatchObject({
      TypeName: 'Harbour::Berth::Booking',
      Visibility: 'PRIVATE',
      DefaultVersionId: '00000001',
      ProvisioningType: 'FULLY_MUTABLE',
      LastUpdated: new Date('2024-02-01T10:00:00Z'),
    });
    expect(JSON.parse(described.Schema ?? '')).toMatchObject({ writeOnlyProperties: ['/properties/GateCode'] });
    expect((await refusal(describeType('Harbour::Berth::Nothing'))).code).toBe('TypeNotFoundException');
  });

  awsTest('agrees with what Cloud Control lists and reads', async ({ scene }) => {
    const client = new CloudControlClient(await scene.session());
    const TypeName = 'Harbour::Berth::Booking';

    const { ResourceDescriptions } = await client.send(new ListResourcesCommand({ TypeName }));
    const read = await client.send(new GetResourceCommand({ TypeName, Identifier: 'booking-1' }));

    expect(ResourceDescriptions?.map(({ Identifier }) => Identifier)).toEqual(['booking-1']);
    expect(read.ResourceDescription?.Properties).toContain('Meridian');
    scene.aws.estate.deregister(ACCOUNT, 'eu-west-1', TypeName);
    expect((await refusal(client.send(new ListResourcesCommand({ TypeName })))).code).toBe('TypeNotFoundException');
  });
});
