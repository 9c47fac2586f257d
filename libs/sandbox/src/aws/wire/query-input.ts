import type { Json, JsonObject } from '@longshore/domain';

interface Branch {
  value?: string;
  members: Map<string, Branch>;
}

/** The input of an AWS query request: `PolicyArns.member.1.arn=x` becomes `{ PolicyArns: [{ arn: 'x' }] }`. Values stay texts. */
export function parseQueryInput(form: URLSearchParams): JsonObject {
  const root: Branch = { members: new Map() };
  for (const [key, value] of form) {
    if (key !== 'Action' && key !== 'Version') branchAt(root, key.split('.')).value = value;
  }
  return toObject(root);
}

function branchAt(root: Branch, path: string[]): Branch {
  return path.reduce((branch, name) => {
    const next = branch.members.get(name) ?? { members: new Map() };
    branch.members.set(name, next);
    return next;
  }, root);
}

function toObject(branch: Branch): JsonObject {
  return Object.fromEntries([...branch.members].map(([name, member]) => [name, toJson(member)]));
}

function toJson(branch: Branch): Json {
  const list = branch.members.get('member') ?? branch;
  const names = [...list.members.keys()];
  if (names.length === 0) return branch.value ?? '';
  if (!names.every((name) => /^\d+$/.test(name))) return toObject(branch);
  return [...list.members].sort(([a], [b]) => Number(a) - Number(b)).map(([, item]) => toJson(item));
}
