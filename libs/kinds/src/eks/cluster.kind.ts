import { defineKind } from '../define-kind.js';
import { account, object, region, string, tags } from '../fields.js';

export const eksCluster = defineKind({
  type: 'AWS::EKS::Cluster',
  title: 'EKS cluster',
  isStarting: true,
  reach: 'regional',
  permissions: ['eks:ListClusters', 'eks:DescribeCluster'],
  native: {
    service: 'eks',
    list: {
      operation: 'ListClusters',
      input: { maxResults: 100 },
      items: 'clusters[]',
      as: 'name',
      token: ['nextToken', 'nextToken'],
    },
    actions: [
      { name: 'DescribeClusterAction', operation: 'DescribeCluster', input: { name: '{name}' }, merge: ['cluster'] },
    ],
    identifier: '{Name}',
    read: { item: { name: '{Name}' } },
  },
  blueprint: 'eksCluster',
  entity: {
    identifier: '.Properties.Arn',
    title: '.Properties.Name',
    properties: {
      arn: string('ARN', '.Properties.Arn'),
      region,
      version: string('Kubernetes version', '.Properties.Version'),
      endpoint: string('Endpoint', '.Properties.Endpoint'),
      roleArn: string('Cluster role', '.Properties.RoleArn'),
      vpc: object('VPC configuration', '.Properties.ResourcesVpcConfig'),
      network: object('Kubernetes network', '.Properties.KubernetesNetworkConfig'),
      openIdConnectIssuer: string(
        'OpenID Connect issuer',
        '.Properties.OpenIdConnectIssuerUrl // .Properties.Identity.oidc.issuer',
      ),
      tags,
    },
    relations: { account },
  },
});
