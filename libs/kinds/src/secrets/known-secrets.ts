/**
 * Of kinds without a literal of their own: properties that often hold secrets though nothing in their names says so. Paths below
 * `Properties`; `*` is every element.
 */
export const KNOWN_SECRETS: { readonly [kind: string]: readonly string[] } = {
  'AWS::ApiGateway::ApiKey': ['Value'],
  'AWS::AppConfig::HostedConfigurationVersion': ['Content'],
  'AWS::Batch::JobDefinition': ['Parameters'],
  'AWS::CloudFormation::StackSet': [
    'Parameters.*.ParameterValue',
    'StackInstancesGroup.*.ParameterOverrides.*.ParameterValue',
    'TemplateBody',
  ],
  'AWS::CloudFront::Distribution': ['DistributionConfig.Origins.*.OriginCustomHeaders.*.HeaderValue'],
  'AWS::EMR::Cluster': ['Configurations', 'Steps.*.HadoopJarStep.Args'],
  'AWS::Glue::Connection': ['ConnectionInput.ConnectionProperties'],
  'AWS::Glue::Job': ['DefaultArguments.*', 'NonOverridableArguments'],
  'AWS::KinesisAnalyticsV2::Application': ['ApplicationConfiguration.EnvironmentProperties'],
  'AWS::MWAA::Environment': ['AirflowConfigurationOptions'],
  'AWS::SSM::Association': ['Parameters'],
  'AWS::SSM::MaintenanceWindowTask': ['TaskInvocationParameters', 'TaskParameters'],
  'AWS::SSM::Parameter': ['Value'],
  'AWS::SageMaker::InferenceComponent': ['Specification.Container.Environment'],
  'AWS::SageMaker::Model': ['Containers.*.Environment', 'PrimaryContainer.Environment'],
};
