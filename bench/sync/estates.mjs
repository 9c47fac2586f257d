const ACCOUNT = { id: '210987654321', name: 'bench' };

/** About 20,000 resources each, in one account and its three regions that are on by default. */
export const ESTATES = [
  {
    name: 'listed',
    description: '20,000 resources of kinds whose listings tell everything',
    account: {
      ...ACCOUNT,
      kinds: ['AWS::EC2::SecurityGroup', 'AWS::RDS::DBInstance', 'AWS::Logs::LogGroup'],
      resourcesPerKind: 1_709,
    },
  },
  {
    name: 'default',
    description: '20,000 resources of all kinds of the default mapping, most of which are read one by one',
    account: { ...ACCOUNT, resourcesPerKind: 576 },
  },
];
