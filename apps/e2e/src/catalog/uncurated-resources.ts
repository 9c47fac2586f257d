import type { JsonObject } from '@longshore/domain';
import type { Estate } from '@longshore/sandbox';

/** Puts resources of kinds that no plan generates into a region: without parents, and below parents of which some are in the mapping and some are not. */
export function putUncuratedResources(
  estate: Estate,
  { accountId, region }: { accountId: string; region: string },
): void {
  const put = (type: string, properties: JsonObject) => estate.put(accountId, region, type, properties);
  const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
  for (const Name of ['clicks', 'orders']) {
    put('AWS::Kinesis::Stream', {
      Name,
      Arn: arn('kinesis', `stream/${Name}`),
      ShardCount: 2,
      StreamModeDetails: { StreamMode: 'PROVISIONED' },
    });
    const balancer = arn('elasticloadbalancing', `loadbalancer/app/${Name}/50dc6c495c0c9188`);
    put('AWS::ElasticLoadBalancingV2::LoadBalancer', { LoadBalancerArn: balancer, Name, Type: 'application' });
    for (const Port of [80, 443]) {
      const ListenerArn = arn('elasticloadbalancing', `listener/app/${Name}/50dc6c495c0c9188/${Port}`);
      put('AWS::ElasticLoadBalancingV2::Listener', { ListenerArn, LoadBalancerArn: balancer, Port, Protocol: 'HTTP' });
    }
    const RestApiId = `${accountId.slice(0, 6)}${Name.slice(0, 4)}`;
    put('AWS::ApiGateway::RestApi', { RestApiId, Name });
    put('AWS::ApiGateway::Stage', { RestApiId, StageName: 'live', TracingEnabled: true });
  }
  for (const { identifier: ClusterName } of estate.resources(accountId, region, 'AWS::EKS::Cluster')) {
    const Id = `${ClusterName}/workers`;
    put('AWS::EKS::Nodegroup', { Id, ClusterName, NodegroupName: 'workers', AmiType: 'AL2023_x86_64_STANDARD' });
  }
}
