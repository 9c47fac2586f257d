import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../resources/estate/shelf.js';
import { AwsFault } from '../../service.js';
import { restJsonProtocol } from '../../wire/protocol.js';
import { camel, chosen, tagMap } from '../names.js';
import { operation, type NativeService } from '../native-service.js';
import { restRefusals } from '../refusals.js';
import { readRoute } from '../rest-routes.js';

const TYPE = 'AWS::EKS::Cluster';
const CREATED = Date.parse('2024-02-01T10:00:00Z') / 1000;

export const eks: NativeService = {
  name: 'eks',
  protocol: restJsonProtocol,
  readCall: readRoute([
    ['GET', '/clusters', 'ListClusters'],
    ['GET', '/clusters/{name}', 'DescribeCluster'],
  ]),
  refusals: restRefusals,
  operations: {
    ListClusters: operation({
      token: { asked: 'nextToken', answered: ['nextToken'] },
      input: z.strictObject({
        maxResults: z.coerce.number().int().min(1).max(100).default(100),
        nextToken: z.string().optional(),
      }),
      answer({ maxResults: size, nextToken: token }, place) {
        const page = place.page(place.resources(TYPE), { token, size });
        if (page === undefined) throw new AwsFault('InvalidParameterException', 'Invalid nextToken');
        const clusters = page.items.map(({ identifier }) => identifier);
        return { clusters, ...(page.next !== undefined && { nextToken: page.next }) };
      },
    }),
    DescribeCluster: operation({
      input: z.strictObject({ name: z.string() }),
      resource: ({ name }, place) => place.arn('eks', `cluster/${name}`),
      answer({ name }, place) {
        const found = place.find(TYPE, name);
        if (found !== undefined) return { cluster: describe(found) };
        throw new AwsFault('ResourceNotFoundException', `No cluster found for name: ${name}.`, 404);
      },
    }),
  },
};

function describe({ properties }: EstateResource): JsonObject {
  return {
    ...chosen(properties, {
      name: 'Name',
      arn: 'Arn',
      version: 'Version',
      endpoint: 'Endpoint',
      roleArn: 'RoleArn',
    }),
    status: 'ACTIVE',
    createdAt: CREATED,
    platformVersion: 'eks.1',
    certificateAuthority: { data: properties['CertificateAuthorityData'] ?? '' },
    identity: { oidc: { issuer: properties['OpenIdConnectIssuerUrl'] ?? '' } },
    accessConfig: camel(properties['AccessConfig'] ?? {}),
    kubernetesNetworkConfig: camel(properties['KubernetesNetworkConfig'] ?? {}),
    resourcesVpcConfig: {
      ...(camel(properties['ResourcesVpcConfig'] ?? {}) as JsonObject),
      ...chosen(properties, { clusterSecurityGroupId: 'ClusterSecurityGroupId' }),
    },
    tags: tagMap(properties),
  };
}
