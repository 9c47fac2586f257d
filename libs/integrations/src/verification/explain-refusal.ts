import type { AssumeRoleDenied } from '@longshore/domain';
import type { Finding } from './check.js';

export interface Expectation {
  issuer: string;
  subject: string;
  audience: string;
}

/**
 * Which condition of the trust failed, as far as STS tells (STS API reference, AssumeRoleWithWebIdentity, errors).
 * STS never says why a trust policy did not match, so that answer lists what has to be there.
 */
export function explainRefusal(refused: AssumeRoleDenied, expected: Expectation): Finding {
  const provider = expected.issuer.replace(/^https?:\/\//, '');
  const detail = `${refused.awsCode}: ${refused.detail}`;
  const because = (remedy: string): Finding => ({ isPassed: false, detail, remedy });
  if (/no openidconnect provider/i.test(refused.detail)) {
    return because(
      `The account has no identity provider for ${expected.issuer}. Create the stack from the installation link with CreateOIDCProvider = true.`,
    );
  }
  if (/audience/i.test(refused.detail)) {
    return because(`Add the client id ${expected.audience} to the identity provider ${provider} in IAM.`);
  }
  if (refused.awsCode === 'IDPCommunicationError' || /verification key|retrieve/i.test(refused.detail)) {
    return because(
      `AWS could not fetch ${expected.issuer}/.well-known/openid-configuration or the keys it names. They must be reachable from the internet over https; check the firewall in front of PUBLIC_URL.`,
    );
  }
  if (refused.awsCode === 'ExpiredTokenException' || refused.awsCode === 'ExpiredToken') {
    return because('The clock of this service is wrong. Ask the operator to synchronize it.');
  }
  if (refused.awsCode === 'AccessDenied' || refused.awsCode === 'AccessDeniedException') {
    return because(
      `Compare the role's trust policy: Principal.Federated is the provider of ${provider} in the same account; ${provider}:aud equals ${expected.audience}; ${provider}:sub equals ${expected.subject}. ` +
        `If all three hold, the role ${refused.roleArn} does not exist, or a service control policy denies sts:AssumeRoleWithWebIdentity.`,
    );
  }
  return because('Update the stack from the installation link in that account, then verify again.');
}
