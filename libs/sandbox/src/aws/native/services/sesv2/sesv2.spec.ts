import {
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  ListConfigurationSetsCommand,
  ListEmailIdentitiesCommand,
  SESv2Client,
} from '@aws-sdk/client-sesv2';
import { describe, expect } from 'vitest';
import { refusal } from '../../../fixtures/aws-test.js';
import { nativeTest, put, tags } from '../../../fixtures/native-test.js';

const checked = new Date('2024-02-01T10:00:00Z');

describe('SES', () => {
  nativeTest('tells a domain with its keys, and an address without', async ({ aws, config }) => {
    put(aws, 'AWS::SES::EmailIdentity', {
      EmailIdentity: 'shop.example.com',
      ConfigurationSetAttributes: { ConfigurationSetName: 'mail' },
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      DkimDNSTokenName1: 'one._domainkey.shop.example.com',
      DkimDNSTokenName2: 'two._domainkey.shop.example.com',
      DkimDNSTokenName3: 'three._domainkey.shop.example.com',
      FeedbackAttributes: { EmailForwardingEnabled: false },
      MailFromAttributes: { MailFromDomain: 'bounce.example.com', BehaviorOnMxFailure: 'REJECT_MESSAGE' },
      Tags: tags,
    });
    put(aws, 'AWS::SES::EmailIdentity', { EmailIdentity: 'a@example.com' });
    const ses = new SESv2Client(config);

    const { EmailIdentities } = await ses.send(new ListEmailIdentitiesCommand({}));
    const { $metadata: _domain, ...domain } = await ses.send(
      new GetEmailIdentityCommand({ EmailIdentity: 'shop.example.com' }),
    );
    const { $metadata: _address, ...address } = await ses.send(
      new GetEmailIdentityCommand({ EmailIdentity: 'a@example.com' }),
    );

    const listed = { SendingEnabled: true, VerificationStatus: 'SUCCESS' };
    const common = {
      VerifiedForSendingStatus: true,
      VerificationStatus: 'SUCCESS',
      Policies: {},
      VerificationInfo: { LastCheckedTimestamp: checked, LastSuccessTimestamp: checked },
    };
    expect(EmailIdentities).toEqual([
      { ...listed, IdentityName: 'a@example.com', IdentityType: 'EMAIL_ADDRESS' },
      { ...listed, IdentityName: 'shop.example.com', IdentityType: 'DOMAIN' },
    ]);
    expect(domain).toEqual({
      ...common,
      IdentityType: 'DOMAIN',
      FeedbackForwardingStatus: false,
      DkimAttributes: {
        SigningEnabled: true,
        Status: 'SUCCESS',
        SigningAttributesOrigin: 'AWS_SES',
        Tokens: ['one', 'two', 'three'],
        NextSigningKeyLength: 'RSA_2048_BIT',
        CurrentSigningKeyLength: 'RSA_2048_BIT',
        LastKeyGenerationTimestamp: checked,
      },
      MailFromAttributes: {
        MailFromDomain: 'bounce.example.com',
        MailFromDomainStatus: 'SUCCESS',
        BehaviorOnMxFailure: 'REJECT_MESSAGE',
      },
      ConfigurationSetName: 'mail',
      Tags: tags,
    });
    expect(address).toEqual({
      ...common,
      IdentityType: 'EMAIL_ADDRESS',
      FeedbackForwardingStatus: true,
      DkimAttributes: {
        SigningEnabled: false,
        Status: 'NOT_STARTED',
        SigningAttributesOrigin: 'AWS_SES',
        Tokens: [],
      },
      MailFromAttributes: { BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      Tags: [],
    });
  });

  nativeTest('tells a configuration set with the options that it has', async ({ aws, config }) => {
    const options = { DeliveryOptions: { TlsPolicy: 'REQUIRE' as const }, SendingOptions: { SendingEnabled: true } };
    put(aws, 'AWS::SES::ConfigurationSet', { Name: 'mail', ...options });

    const { $metadata: _, ...told } = await new SESv2Client(config).send(
      new GetConfigurationSetCommand({ ConfigurationSetName: 'mail' }),
    );

    expect(told).toEqual({ ConfigurationSetName: 'mail', ...options, Tags: [] });
  });

  nativeTest('gives pages, whose tokens belong to their listing', async ({ aws, config }) => {
    for (const Name of ['a', 'b', 'c']) put(aws, 'AWS::SES::ConfigurationSet', { Name });
    const ses = new SESv2Client(config);

    const first = await ses.send(new ListConfigurationSetsCommand({ PageSize: 2 }));
    const second = await ses.send(new ListConfigurationSetsCommand({ PageSize: 2, NextToken: first.NextToken }));
    const elsewhere = ses.send(new ListEmailIdentitiesCommand({ NextToken: first.NextToken }));
    const tooMany = ses.send(new ListEmailIdentitiesCommand({ PageSize: 1001 }));

    expect([first.ConfigurationSets, second.ConfigurationSets]).toEqual([['a', 'b'], ['c']]);
    expect(second.NextToken).toBeUndefined();
    expect((await refusal(elsewhere)).code).toBe('BadRequestException');
    expect((await refusal(tooMany)).code).toBe('BadRequestException');
  });

  nativeTest('knows what is not there by its name', async ({ config }) => {
    const ses = new SESv2Client(config);

    const identity = refusal(ses.send(new GetEmailIdentityCommand({ EmailIdentity: 'none' })));
    const set = refusal(ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: 'none' })));

    expect(await Promise.all([identity, set])).toEqual([
      { code: 'NotFoundException', message: 'Email identity <none> does not exist.' },
      { code: 'NotFoundException', message: 'Configuration set <none> does not exist.' },
    ]);
  });
});
