/**
 * Keys of resource models that published schemas do not declare, by kind: the only call with which the list handler may list (its declared
 * permission) takes them. A kind leaves this list when its schema declares them.
 */
export const UNDECLARED_KEYS: { readonly [kind: string]: readonly string[] } = {
  // apigateway:GET of /domainnames/{name}/apimappings.
  'AWS::ApiGatewayV2::ApiMapping': ['DomainName'],
  // kendra:ListDataSources and ListFaqs, of one index.
  'AWS::Kendra::DataSource': ['IndexId'],
  'AWS::Kendra::Faq': ['IndexId'],
  // rds:DescribeDBProxyTargetGroups, of one proxy.
  'AWS::RDS::DBProxyTargetGroup': ['DBProxyName'],
  // signer:ListProfilePermissions, of one profile.
  'AWS::Signer::ProfilePermission': ['ProfileName'],
};
