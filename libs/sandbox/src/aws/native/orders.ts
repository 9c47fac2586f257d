import type { EstateResource } from '../resources/estate/shelf.js';

/** What a listing is ordered by: a text of its own for each resource. */
export type Order = (resource: EstateResource) => string;

/** The time after which none is told here: 2100. */
const LATEST = Date.UTC(2100, 0);

/** By the time that a property holds. */
export const oldestFirst =
  (property: string): Order =>
  (resource) =>
    `${padded(timeOf(resource, property))} ${resource.identifier}`;

export const newestFirst =
  (property: string): Order =>
  (resource) =>
    `${padded(LATEST - timeOf(resource, property))} ${resource.identifier}`;

function timeOf({ properties }: EstateResource, property: string): number {
  return Date.parse(String(properties[property]));
}

const padded = (milliseconds: number) => String(milliseconds).padStart(16, '0');
