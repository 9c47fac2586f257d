import { CHECKS } from '@longshore/integrations';
import { z } from 'zod';

export const installationSchema = z
  .object({
    issuer: z.url(),
    audience: z.string(),
    subject: z.string(),
    templateUrl: z.url(),
    templateVersion: z.string(),
    parameters: z.record(z.string(), z.string()),
    quickCreateUrl: z.url().nullable(),
    commands: z.object({ allowStackSets: z.string().nullable(), deploy: z.string(), readRoleArn: z.string() }),
  })
  .meta({ id: 'Installation' });

const checkSchema = z
  .object({
    check: z.enum(CHECKS),
    status: z.enum(['passed', 'failed', 'skipped']),
    detail: z.string(),
    remedy: z.string().nullable(),
    accountId: z.string().optional(),
  })
  .meta({ id: 'Check' });

export const verificationSchema = z
  .object({
    data: z.array(checkSchema),
    nextCursor: z.null(),
    status: z.enum(['passed', 'failed']),
    syncId: z.uuid().nullable(),
  })
  .meta({ id: 'Verification' });
