import { each, picked, tagged, text, type Expectations } from './expectation.js';

export const mailKinds: Expectations = {
  'AWS::SES::ConfigurationSet': each((p, { accountId, region }) => ({
    identifier: `${text(p, 'Name')}/${region}/${accountId}`,
    title: text(p, 'Name'),
    properties: {
      ...picked(p, { sendingEnabled: 'SendingOptions.SendingEnabled', tls: 'DeliveryOptions.TlsPolicy' }),
      ...picked(p, { reputationMetrics: 'ReputationOptions.ReputationMetricsEnabled' }),
      tags: tagged(p),
    },
  })),
  // Whether it is verified only its service says; here every one is.
  'AWS::SES::EmailIdentity': each((p, { accountId, region }) => ({
    identifier: `${text(p, 'EmailIdentity')}/${region}/${accountId}`,
    title: text(p, 'EmailIdentity'),
    properties: {
      type: text(p, 'EmailIdentity').includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN',
      verification: 'SUCCESS',
      sendingEnabled: true,
      verified: true,
      dkim: p['DkimDNSTokenName1'] === undefined ? 'NOT_STARTED' : 'SUCCESS',
      tags: tagged(p),
    },
    relations: {
      configurationSet:
        p['ConfigurationSetAttributes'] === undefined
          ? null
          : `${text(p, 'ConfigurationSetAttributes.ConfigurationSetName')}/${region}/${accountId}`,
    },
  })),
};
