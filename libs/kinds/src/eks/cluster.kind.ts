import { defineKind } from '../define-kind.js';
import { account, object, region, string, tags } from '../fields.js';

export const eksCluster = defineKind({
  type: 'AWS::EKS::Cluster',
  title: 'EKS cluster',
  reach: 'regional',
  enrich: 'get',
  permissions: ['eks:ListClusters', 'eks:DescribeCluster'],
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
      openIdConnectIssuer: string('OpenID Connect issuer', '.Properties.OpenIdConnectIssuerUrl'),
      tags,
    },
    relations: { account },
  },
});
