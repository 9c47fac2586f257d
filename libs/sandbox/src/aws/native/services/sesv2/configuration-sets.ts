import type { JsonObject } from '@longshore/domain';
import { z } from 'zod';
import type { EstateResource } from '../../../resources/estate/shelf.js';
import { operation } from '../../native-service.js';
import { following, pageOf, Paging, TOKEN } from './pages.js';
import { notFound } from './refusals.js';

const TYPE = 'AWS::SES::ConfigurationSet';

export const configurationSetOperations = {
  ListConfigurationSets: operation({
    token: TOKEN,
    input: Paging,
    answer(input, place) {
      const page = pageOf(place, place.resources(TYPE), input);
      return { ConfigurationSets: page.items.map(({ identifier }) => identifier), ...following(page) };
    },
  }),
  GetConfigurationSet: operation({
    input: z.strictObject({ ConfigurationSetName: z.string() }),
    resource: ({ ConfigurationSetName: name }, place) => place.arn('ses', `configuration-set/${name}`),
    answer({ ConfigurationSetName: name }, place) {
      const found = place.find(TYPE, name);
      if (found !== undefined) return told(found);
      throw notFound(`Configuration set <${name}> does not exist.`);
    },
  }),
};

/** The registry's members but for the name, and always tags. */
function told({ properties: { Name = '', Tags = [], ...options } }: EstateResource): JsonObject {
  return { ConfigurationSetName: Name, ...options, Tags };
}
