import { z } from 'zod';
import { onTheWire } from '../../names.js';
import { operation } from '../../native-service.js';
import { invalid } from './invalid.js';

const TYPE = 'AWS::CodeBuild::Project';

export const projectOperations = {
  /** By name, always pages of up to 100 (CodeBuild API Reference); other orders are not stood in for. */
  ListProjects: operation({
    token: { asked: 'nextToken', answered: ['nextToken'] },
    input: z.strictObject({ nextToken: z.string().optional() }),
    answer({ nextToken: token }, place) {
      const page = place.page(place.resources(TYPE), { token, size: 100 });
      if (page === undefined) throw invalid('Invalid next token');
      const projects = page.items.map(({ identifier }) => identifier);
      return { projects, ...(page.next !== undefined && { nextToken: page.next }) };
    },
  }),
  /** By name or ARN; what is not there is told apart, in an answer that is a success. */
  BatchGetProjects: operation({
    input: z.strictObject({ names: z.array(z.string().min(1)).min(1).max(100) }),
    answer({ names }, place) {
      const find = (name: string) => place.find(TYPE, name.split(':project/').at(-1) ?? '');
      return {
        projects: names.flatMap((name) => find(name) ?? []).map(({ properties }) => onTheWire(properties)),
        projectsNotFound: names.filter((name) => find(name) === undefined),
      };
    },
  }),
};
