import { plausibleName, plausibleTags } from './names.js';
import type { ResourceMaker } from './place.js';

const configurationSetName = (index: number) => `${plausibleName(index)}-mail`;

export const configurationSet: ResourceMaker = (_place, index, random) => ({
  Name: configurationSetName(index),
  DeliveryOptions: { TlsPolicy: random.pick(['REQUIRE', 'OPTIONAL']) },
  ReputationOptions: { ReputationMetricsEnabled: random.chance(0.5) },
  SendingOptions: { SendingEnabled: random.chance(0.9) },
  SuppressionOptions: { SuppressedReasons: random.chance(0.6) ? ['BOUNCE', 'COMPLAINT'] : [] },
  ...(random.chance(0.3) && {
    VdmOptions: {
      DashboardOptions: { EngagementMetrics: 'ENABLED' },
      GuardianOptions: { OptimizedSharedDelivery: 'ENABLED' },
    },
  }),
  Tags: plausibleTags(random),
});

/** Domains and addresses by turns. */
export const emailIdentity: ResourceMaker = (_place, index, random) => {
  const name = plausibleName(index);
  const domain = `${name}.example.com`;
  const identity = index % 2 === 0 ? domain : `${name}@example.com`;
  const tokens = [1, 2, 3].map((number) => ({ number, token: random.text('abcdefghijklmnopqrstuvwxyz234567', 32) }));
  const records = tokens.flatMap(({ number, token }) => [
    [`DkimDNSTokenName${number}`, `${token}._domainkey.${domain}`],
    [`DkimDNSTokenValue${number}`, `${token}.dkim.amazonses.com`],
  ]);
  return {
    EmailIdentity: identity,
    ...(random.chance(0.7) && { ConfigurationSetAttributes: { ConfigurationSetName: configurationSetName(0) } }),
    DkimAttributes: { SigningEnabled: index % 2 === 0 },
    FeedbackAttributes: { EmailForwardingEnabled: random.chance(0.5) },
    ...(index % 2 === 0 && {
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
      MailFromAttributes: { MailFromDomain: `bounce.${domain}`, BehaviorOnMxFailure: 'USE_DEFAULT_VALUE' },
      ...Object.fromEntries(records),
    }),
    Tags: plausibleTags(random),
  };
};
