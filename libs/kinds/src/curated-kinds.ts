import { accountInfo } from './account/info.kind.js';
import type { Kind } from './define-kind.js';
import { dynamodbTable } from './dynamodb/table.kind.js';
import { ec2Instance } from './ec2/instance.kind.js';
import { ec2SecurityGroup } from './ec2/security-group.kind.js';
import { ec2Vpc } from './ec2/vpc.kind.js';
import { ecrRepository } from './ecr/repository.kind.js';
import { ecsCluster } from './ecs/cluster.kind.js';
import { eksCluster } from './eks/cluster.kind.js';
import { iamRole } from './iam/role.kind.js';
import { lambdaFunction } from './lambda/function.kind.js';
import { logGroup } from './logs/log-group.kind.js';
import { rdsDbInstance } from './rds/db-instance.kind.js';
import { s3Bucket } from './s3/bucket.kind.js';
import { snsTopic } from './sns/topic.kind.js';
import { sqsQueue } from './sqs/queue.kind.js';

/** In the order in which they are synced: what others relate to comes first. */
export const curatedKinds: readonly Kind[] = [
  accountInfo,
  iamRole,
  ec2Vpc,
  ec2SecurityGroup,
  ec2Instance,
  s3Bucket,
  lambdaFunction,
  dynamodbTable,
  rdsDbInstance,
  sqsQueue,
  snsTopic,
  ecsCluster,
  ecrRepository,
  eksCluster,
  logGroup,
];
