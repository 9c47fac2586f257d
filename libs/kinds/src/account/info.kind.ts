import { defineKind } from '../define-kind.js';

/** The account itself, which all other kinds relate to. Named as Port's own integration names it; not in the registry. */
export const accountInfo = defineKind({
  type: 'AWS::Account::Info',
  title: 'AWS account',
  isStarting: true,
  source: 'account',
  reach: 'global',
  permissions: ['account:GetAccountInformation'],
  blueprint: 'awsAccount',
  entity: {
    identifier: '.Properties.Id',
    title: '.Properties.Name',
    properties: {},
    relations: {},
  },
});
