import { z } from 'zod';

/** Ids are random, made by us and never reused: they stand in issuers and subjects that customers pin (RFC 7519 4.1.2). */
export const TenantId = z.uuid().brand<'TenantId'>();
export type TenantId = z.infer<typeof TenantId>;

export const IntegrationId = z.uuid().brand<'IntegrationId'>();
export type IntegrationId = z.infer<typeof IntegrationId>;

/** Our row for an AWS account reached by an integration; not the AWS account number. */
export const AccountId = z.uuid().brand<'AccountId'>();
export type AccountId = z.infer<typeof AccountId>;

export const SyncId = z.uuid().brand<'SyncId'>();
export type SyncId = z.infer<typeof SyncId>;

export const AccountSyncId = z.uuid().brand<'AccountSyncId'>();
export type AccountSyncId = z.infer<typeof AccountSyncId>;

export const OperationId = z.uuid().brand<'OperationId'>();
export type OperationId = z.infer<typeof OperationId>;

export const AwsAccountId = z
  .string()
  .regex(/^\d{12}$/, 'an AWS account id has twelve digits, for example 123456789012')
  .brand<'AwsAccountId'>();
export type AwsAccountId = z.infer<typeof AwsAccountId>;

/** Name of an integration inside its tenant; part of Port's datasource, so URL-safe and stable. */
export const IntegrationIdentifier = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,48}[a-z0-9])?$/, 'use 1 to 50 lower-case letters, digits and inner hyphens');

/** A resource type as AWS writes it: `AWS::S3::Bucket`. */
export const KindName = z
  .string()
  .regex(
    /^[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$/,
    'a kind has three parts, for example AWS::S3::Bucket',
  );
