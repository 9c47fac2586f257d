import type { NativeService } from './native-service.js';
import { codebuild } from './services/codebuild/codebuild.js';
import { codedeploy } from './services/codedeploy/codedeploy.js';
import { codepipeline } from './services/codepipeline/codepipeline.js';
import { dynamodb } from './services/dynamodb.js';
import { ec2 } from './services/ec2.js';
import { ecr } from './services/ecr.js';
import { ecs } from './services/ecs/ecs.js';
import { eks } from './services/eks.js';
import { elasticache } from './services/elasticache.js';
import { kafka } from './services/kafka.js';
import { lambda } from './services/lambda.js';
import { memorydb } from './services/memorydb.js';
import { rds } from './services/rds.js';
import { s3 } from './services/s3.js';
import { sesv2 } from './services/sesv2/sesv2.js';
import { sfn } from './services/sfn.js';
import { sns } from './services/sns.js';
import { sqs } from './services/sqs.js';

export const NATIVE_SERVICES: readonly NativeService[] = [
  codebuild,
  codedeploy,
  codepipeline,
  dynamodb,
  ec2,
  ecr,
  ecs,
  eks,
  elasticache,
  kafka,
  lambda,
  memorydb,
  rds,
  s3,
  sesv2,
  sfn,
  sns,
  sqs,
];
