import { accountInfo } from './account/info.kind.js';
import { appRunnerService } from './apprunner/service.kind.js';
import { autoScalingGroup } from './autoscaling/auto-scaling-group.kind.js';
import { acmCertificate } from './certificatemanager/certificate.kind.js';
import { cloudFormationStack } from './cloudformation/stack.kind.js';
import { codebuildBuildRun } from './codebuild/build-run.kind.js';
import { codebuildProject } from './codebuild/project.kind.js';
import { codedeployApplication } from './codedeploy/application.kind.js';
import { codedeployDeploymentGroup } from './codedeploy/deployment-group.kind.js';
import { codedeployDeploymentTarget } from './codedeploy/deployment-target.kind.js';
import { codedeployDeployment } from './codedeploy/deployment.kind.js';
import { codepipelineActionExecution } from './codepipeline/action-execution.kind.js';
import { codepipelineAction } from './codepipeline/action.kind.js';
import { codepipelinePipelineExecution } from './codepipeline/pipeline-execution.kind.js';
import { codepipelinePipeline } from './codepipeline/pipeline.kind.js';
import { codepipelineStage } from './codepipeline/stage.kind.js';
import type { Kind } from './define-kind.js';
import { dynamodbTable } from './dynamodb/table.kind.js';
import { ec2Instance } from './ec2/instance.kind.js';
import { ec2SecurityGroup } from './ec2/security-group.kind.js';
import { ec2Volume } from './ec2/volume.kind.js';
import { ec2Vpc } from './ec2/vpc.kind.js';
import { ecrRepository } from './ecr/repository.kind.js';
import { ecsCluster } from './ecs/cluster.kind.js';
import { ecsService } from './ecs/service.kind.js';
import { ecsTaskDefinition } from './ecs/task-definition.kind.js';
import { eksCluster } from './eks/cluster.kind.js';
import { elasticacheCluster } from './elasticache/cluster.kind.js';
import { loadBalancer } from './elasticloadbalancing/load-balancer.kind.js';
import { iamRole } from './iam/role.kind.js';
import { lambdaFunction } from './lambda/function.kind.js';
import { logGroup } from './logs/log-group.kind.js';
import { memorydbUser } from './memorydb/user.kind.js';
import { mskCluster } from './msk/cluster.kind.js';
import { mskServerlessCluster } from './msk/serverless-cluster.kind.js';
import { organizationsAccount } from './organizations/account.kind.js';
import { rdsDbCluster } from './rds/db-cluster.kind.js';
import { rdsDbInstance } from './rds/db-instance.kind.js';
import { s3Bucket } from './s3/bucket.kind.js';
import { sesConfigurationSet } from './ses/configuration-set.kind.js';
import { sesEmailIdentity } from './ses/email-identity.kind.js';
import { snsTopic } from './sns/topic.kind.js';
import { sqsQueue } from './sqs/queue.kind.js';
import { stepFunctionsStateMachine } from './stepfunctions/state-machine.kind.js';

/** What a mapping begins with whose user has written none, in the order in which it is synced: what others relate to comes first. */
export const startingKinds: readonly Kind[] = [
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

/** All kinds with a blueprint and mapping of ours, in the same order. */
export const curatedKinds: readonly Kind[] = [
  ...startingKinds,
  organizationsAccount,
  ec2Volume,
  rdsDbCluster,
  ecsService,
  ecsTaskDefinition,
  elasticacheCluster,
  memorydbUser,
  mskCluster,
  mskServerlessCluster,
  sesConfigurationSet,
  sesEmailIdentity,
  codebuildProject,
  codebuildBuildRun,
  codedeployApplication,
  codedeployDeploymentGroup,
  codedeployDeployment,
  codedeployDeploymentTarget,
  codepipelinePipeline,
  codepipelineStage,
  codepipelineAction,
  codepipelinePipelineExecution,
  codepipelineActionExecution,
  stepFunctionsStateMachine,
  acmCertificate,
  loadBalancer,
  autoScalingGroup,
  appRunnerService,
  cloudFormationStack,
];
