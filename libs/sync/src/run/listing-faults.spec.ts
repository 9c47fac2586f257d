import { AwsCallFailed, type AwsFailure } from '@longshore/domain';
import { describe, expect, it } from 'vitest';
import { incomplete } from './listing-faults.js';

const denied: AwsFailure = { reason: 'denied', awsCode: 'AccessDenied', detail: 'No.', action: 'sqs:ListQueues' };

describe('the outcome of a listing that AWS refused', () => {
  it.each<[string, AwsFailure, string, string]>([
    [
      'the role may not',
      denied,
      'AccessDenied: No.',
      'Allow sqs:ListQueues for the role, or remove the kind from the mapping.',
    ],
    [
      'the organization forbids it',
      { ...denied, refusal: 'organization-policy' },
      'A policy of the organization (SCP) forbids it, whatever the role may do. AccessDenied: No.',
      "Ask the organization's administrator to allow sqs:ListQueues, or leave the region out by regionPolicy.deny.",
    ],
    [
      'the organization forbids what AWS does not name',
      { reason: 'denied', awsCode: 'AccessDenied', detail: 'No.', refusal: 'organization-policy' },
      'A policy of the organization (SCP) forbids it, whatever the role may do. AccessDenied: No.',
      "Ask the organization's administrator to allow it, or leave the region out by regionPolicy.deny.",
    ],
    [
      'the region is not enabled',
      { reason: 'region-disabled', awsCode: 'OptInRequired', detail: 'Subscribe.', refusal: 'region-not-enabled' },
      'The account has not enabled the region, or has disabled it. OptInRequired: Subscribe.',
      'Enable the region in the AWS account, or leave it out by regionPolicy.',
    ],
    [
      'the region lacks the kind',
      { reason: 'unsupported', awsCode: 'TypeNotFoundException', detail: 'Not found.', refusal: 'not-offered' },
      'AWS does not offer the kind or its service in the region. TypeNotFoundException: Not found.',
      'Leave the region out by regionPolicy.deny of the entries of that kind.',
    ],
  ])('says so, and what to do, where %s', (_, failure, detail, remedy) => {
    expect(incomplete(new AwsCallFailed(failure))).toEqual({
      state: 'incomplete',
      reason: failure.reason,
      detail,
      remedy,
    });
  });
});
