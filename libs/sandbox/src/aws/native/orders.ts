import type { EstateResource } from '../resources/estate/shelf.js';

/** What a listing is ordered by: a text of its own for each resource. */
export interface Order {
  key(resource: EstateResource): string;
  isDescending?: boolean;
}

export const BY_IDENTIFIER: Order = { key: ({ identifier }) => identifier };

/** By the time that a property holds. */
export const oldestFirst = (property: string): Order => ({
  key: ({ identifier, properties }) => `${padded(Date.parse(String(properties[property])))} ${identifier}`,
});

export const newestFirst = (property: string): Order => ({ ...oldestFirst(property), isDescending: true });

/** By the number that a property holds. */
export const byNumber = (property: string): Order => ({
  key: ({ identifier, properties }) => `${padded(Number(properties[property]))} ${identifier}`,
});

const padded = (whole: number) => String(whole).padStart(16, '0');
