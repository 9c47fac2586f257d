import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags } from '../fields.js';

export const sesEmailIdentity = defineKind({
  type: 'AWS::SES::EmailIdentity',
  title: 'SES e-mail identity',
  source: 'native',
  native: {
    service: 'sesv2',
    list: {
      operation: 'ListEmailIdentities',
      input: { PageSize: 100 },
      items: 'EmailIdentities[]',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'ListEmailIdentitiesAction' },
      {
        name: 'GetEmailIdentityAction',
        operation: 'GetEmailIdentity',
        input: { EmailIdentity: '{IdentityName}' },
        merge: [''],
      },
    ],
    identifier: '{IdentityName}',
    read: { item: { IdentityName: '{IdentityName}' } },
  },
  blueprint: 'sesEmailIdentity',
  entity: {
    identifier: '.Properties.IdentityName + "/" + .__ExtraContext.Region + "/" + .__ExtraContext.AccountId',
    title: '.Properties.IdentityName',
    properties: {
      region,
      type: string('Type', '.Properties.IdentityType'),
      verification: string('Verification', '.Properties.VerificationStatus'),
      sendingEnabled: boolean('Sending enabled', '.Properties.SendingEnabled'),
      verified: boolean('Verified for sending', '.Properties.VerifiedForSendingStatus'),
      dkim: string('DKIM', '.Properties.DkimAttributes.Status'),
      tags,
    },
    relations: {
      account,
      configurationSet: {
        title: 'Configuration set',
        target: 'sesConfigurationSet',
        from: '(.Properties.ConfigurationSetName // empty) + "/" + .__ExtraContext.Region + "/" + .__ExtraContext.AccountId',
      },
    },
  },
});
