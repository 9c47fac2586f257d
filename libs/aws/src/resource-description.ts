import type { ResourceDescription } from '@aws-sdk/client-cloudcontrol';
import { AwsCallFailed, type JsonObject, type ListedResource } from '@longshore/domain';

/** A resource as Cloud Control describes it: the properties are JSON text. */
export function readDescription(description: ResourceDescription | undefined): ListedResource {
  const { Identifier: identifier, Properties: text = '{}' } = description ?? {};
  if (!identifier) throw unreadable('item-without-key', 'A resource came without an identifier.');
  return { identifier, properties: parseProperties(identifier, text) };
}

function parseProperties(identifier: string, text: string): JsonObject {
  try {
    const properties: unknown = JSON.parse(text);
    if (properties !== null && typeof properties === 'object' && !Array.isArray(properties)) {
      return properties as JsonObject;
    }
  } catch {
    // Falls through: truncated text and text that is no object are the same to us.
  }
  throw unreadable('internal', `The properties of ${identifier} are not a JSON object.`);
}

function unreadable(reason: 'item-without-key' | 'internal', detail: string): AwsCallFailed {
  return new AwsCallFailed({ reason, awsCode: 'UnreadableAnswer', detail });
}
