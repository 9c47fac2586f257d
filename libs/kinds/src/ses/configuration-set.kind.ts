import { defineKind } from '../define-kind.js';
import { account, boolean, region, string, tags } from '../fields.js';

export const sesConfigurationSet = defineKind({
  type: 'AWS::SES::ConfigurationSet',
  title: 'SES configuration set',
  source: 'native',
  native: {
    service: 'sesv2',
    list: {
      operation: 'ListConfigurationSets',
      input: { PageSize: 100 },
      items: 'ConfigurationSets[]',
      as: 'ConfigurationSetName',
      token: ['NextToken', 'NextToken'],
    },
    actions: [
      { name: 'ListConfigurationSetsAction' },
      {
        name: 'GetConfigurationSetAction',
        operation: 'GetConfigurationSet',
        input: { ConfigurationSetName: '{ConfigurationSetName}' },
        merge: [''],
      },
    ],
    identifier: '{ConfigurationSetName}',
    read: { item: { ConfigurationSetName: '{ConfigurationSetName}' } },
  },
  blueprint: 'sesConfigurationSet',
  entity: {
    identifier: '.Properties.ConfigurationSetName + "/" + .__ExtraContext.Region + "/" + .__ExtraContext.AccountId',
    title: '.Properties.ConfigurationSetName',
    properties: {
      region,
      sendingEnabled: boolean('Sending enabled', '.Properties.SendingOptions.SendingEnabled'),
      reputationMetrics: boolean('Reputation metrics', '.Properties.ReputationOptions.ReputationMetricsEnabled'),
      tls: string('TLS policy', '.Properties.DeliveryOptions.TlsPolicy'),
      tags,
    },
    relations: { account },
  },
});
