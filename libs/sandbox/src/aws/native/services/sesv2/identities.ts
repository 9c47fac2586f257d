import type { Json, JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { operation } from '../../native-service.js';
import { following, pageOf, Paging, TOKEN } from './pages.js';
import { notFound } from './refusals.js';

const TYPE = 'AWS::SES::EmailIdentity';

/** Nobody has to answer a mail here: every identity is verified. */
const VERIFIED = 'SUCCESS';
const CHECKED = Date.parse('2024-02-01T10:00:00Z') / 1000;

export const identityOperations = {
  ListEmailIdentities: operation({
    token: TOKEN,
    input: Paging,
    answer(input, place) {
      const page = pageOf(place, place.resources(TYPE), input);
      return { EmailIdentities: page.items.map(summary), ...following(page) };
    },
  }),
  GetEmailIdentity: operation({
    input: z.strictObject({ EmailIdentity: z.string().min(1) }),
    resource: ({ EmailIdentity: name }, place) => place.arn('ses', `identity/${name}`),
    answer({ EmailIdentity: name }, place) {
      const found = place.find(TYPE, name);
      if (found !== undefined) return details(found);
      throw notFound(`Email identity <${name}> does not exist.`);
    },
  }),
};

function summary({ identifier }: EstateResource): JsonObject {
  return {
    IdentityName: identifier,
    IdentityType: typeOf(identifier),
    SendingEnabled: true,
    VerificationStatus: VERIFIED,
  };
}

function details({ identifier, properties }: EstateResource): JsonObject {
  const { MailFromDomain, BehaviorOnMxFailure = 'USE_DEFAULT_VALUE' } = object(properties['MailFromAttributes']);
  const { ConfigurationSetName } = object(properties['ConfigurationSetAttributes']);
  return {
    IdentityType: typeOf(identifier),
    FeedbackForwardingStatus: object(properties['FeedbackAttributes'])['EmailForwardingEnabled'] ?? true,
    VerifiedForSendingStatus: true,
    DkimAttributes: dkim(properties),
    MailFromAttributes: {
      BehaviorOnMxFailure,
      ...(MailFromDomain !== undefined && { MailFromDomain, MailFromDomainStatus: 'SUCCESS' }),
    },
    Policies: {},
    Tags: properties['Tags'] ?? [],
    ...(ConfigurationSetName !== undefined && { ConfigurationSetName }),
    VerificationStatus: VERIFIED,
    VerificationInfo: { LastCheckedTimestamp: CHECKED, LastSuccessTimestamp: CHECKED },
  };
}

/** The registry has the tokens as the names of three records. */
function dkim(properties: JsonObject): JsonObject {
  const { SigningEnabled = false } = object(properties['DkimAttributes']);
  const { NextSigningKeyLength } = object(properties['DkimSigningAttributes']);
  const records = [1, 2, 3].flatMap((number) => properties[`DkimDNSTokenName${number}`] ?? []);
  return {
    SigningEnabled,
    Status: records.length > 0 ? 'SUCCESS' : 'NOT_STARTED',
    SigningAttributesOrigin: 'AWS_SES',
    Tokens: records.map((record) => String(record).split('.')[0] ?? ''),
    ...(NextSigningKeyLength !== undefined && {
      NextSigningKeyLength,
      CurrentSigningKeyLength: NextSigningKeyLength,
      LastKeyGenerationTimestamp: CHECKED,
    }),
  };
}

const typeOf = (identity: string) => (identity.includes('@') ? 'EMAIL_ADDRESS' : 'DOMAIN');

const object = (value: Json | undefined) => (value ?? {}) as JsonObject;
