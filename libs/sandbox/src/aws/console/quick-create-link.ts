import { z } from 'zod';
import { AwsFault } from '../service.js';

export interface QuickCreate {
  region: string;
  templateURL: string;
  stackName: string;
  parameters: Record<string, string>;
}

const Link = z.object({
  region: z.string().regex(/^[a-z0-9-]+$/),
  templateURL: z.url(),
  stackName: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/),
});

const ROUTE = /^#\/stacks\/(?:quickcreate|create\/review)\?(.*)$/s;

/**
 * What a quick-create link asks for; its parameters stand behind `#`
 * (CloudFormation User Guide, "Create quick-create links for stacks"). Throws BadRequest.
 */
export function parseQuickCreateLink(text: string): QuickCreate {
  if (!URL.canParse(text)) throw unusable('it is not a URL');
  const { hash, searchParams } = new URL(text);
  const query = ROUTE.exec(hash)?.[1];
  if (query === undefined) throw unusable('it has no #/stacks/quickcreate? part');
  const given = new URLSearchParams(query);
  const link = Link.safeParse({
    region: searchParams.get('region') ?? 'us-east-1',
    templateURL: given.get('templateURL'),
    stackName: given.get('stackName'),
  });
  if (!link.success) throw unusable(z.prettifyError(link.error));
  const parameters = [...given].filter(([name]) => name.startsWith('param_'));
  return {
    ...link.data,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name.slice('param_'.length), value])),
  };
}

function unusable(reason: string): AwsFault {
  return new AwsFault('BadRequest', `The quick-create link cannot be used: ${reason}.`);
}
