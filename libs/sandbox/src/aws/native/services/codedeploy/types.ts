export const APPLICATION = 'AWS::CodeDeploy::Application';
export const GROUP = 'AWS::CodeDeploy::DeploymentGroup';
export const DEPLOYMENT = 'AWS::CodeDeploy::Deployment';
export const TARGET = 'AWS::CodeDeploy::DeploymentTarget';
