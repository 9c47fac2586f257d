import type { JsonObject } from '@longshore/domain';

/** One property of a blueprint together with the jq that fills it, so that the two cannot drift apart. */
export interface Field {
  schema: JsonObject;
  from: string;
}

/** A relation of a blueprint together with the jq that yields the related entity's identifier. */
export interface RelationField {
  title: string;
  target: string;
  from: string;
}

export const string = (title: string, from: string): Field => ({ schema: { type: 'string', title }, from });

export const time = (title: string, from: string): Field => ({
  schema: { type: 'string', title, format: 'date-time' },
  from,
});

export const number = (title: string, from: string): Field => ({ schema: { type: 'number', title }, from });

export const boolean = (title: string, from: string): Field => ({ schema: { type: 'boolean', title }, from });

export const array = (title: string, from: string): Field => ({ schema: { type: 'array', title }, from });

export const object = (title: string, from: string): Field => ({ schema: { type: 'object', title }, from });

export const region = string('Region', '.__ExtraContext.Region');

/** Some services have a map where others have a list. */
export const tags = array(
  'Tags',
  '.Properties.Tags | if type == "object" then to_entries | map({ Key: .key, Value: .value }) else . end',
);

export const account: RelationField = { title: 'Account', target: 'awsAccount', from: '.__ExtraContext.AccountId' };
