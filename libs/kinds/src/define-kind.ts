import type { Blueprint, EntityExpressions } from '@longshore/domain';
import type { Field, RelationField } from './fields.js';
import { nativePermissions, type NativeKind, type NativeLiteral } from './native/native-kind.js';

export type KindType = `AWS::${string}::${string}`;
export type IamAction = `${string}:${string}`;

/** What we know about a kind beyond its registry schema. */
export interface Kind {
  readonly type: KindType;
  readonly title: string;
  /** Whether a mapping begins with it whose user has written none: most accounts have some, and people look for it first. */
  readonly isStarting: boolean;
  /** `native`: listed by its service's own API only. `account`: one resource per account, made without a listing. */
  readonly source: 'cloud-control' | 'native' | 'account';
  /** A global kind answers the same in every region, so Cloud Control lists it once, from us-east-1. */
  readonly reach: 'regional' | 'global';
  /** How the service's own API lists it; of a kind with another source it is the other way to read it. */
  readonly native?: NativeKind;
  /** IAM actions that the source really needs on the crawler's session. */
  readonly permissions: readonly IamAction[];
  /** Paths below `Properties` that change without a change of the resource: left out of its hash. `*` is every element. */
  readonly volatile: readonly string[];
  /** Paths below `Properties` that may hold secrets: never stored, never shown. `*` is every element. */
  readonly redacted: readonly string[];
  readonly blueprint: Blueprint;
  readonly entity: EntityExpressions;
}

export interface KindLiteral {
  type: KindType;
  title: string;
  isStarting?: true;
  source?: Kind['source'];
  /** Of what Cloud Control lists; a native kind has its own. */
  reach?: Kind['reach'];
  native?: NativeLiteral;
  /** Default: those of the native API. */
  permissions?: readonly IamAction[];
  volatile?: readonly string[];
  redacted?: readonly string[];
  blueprint: string;
  entity: {
    identifier: string;
    title: string;
    properties: { [id: string]: Field };
    relations: { [id: string]: RelationField };
  };
}

/** Splits a literal into the blueprint that Port stores and the expressions that fill it. */
export function defineKind(literal: KindLiteral): Kind {
  const { blueprint, entity, native, ...rest } = literal;
  const properties = Object.entries(entity.properties);
  const relations = Object.entries(entity.relations);
  return Object.freeze({
    isStarting: false,
    source: 'cloud-control' as const,
    reach: native?.reach ?? ('regional' as const),
    permissions: native ? nativePermissions(native).needed : [],
    volatile: [],
    redacted: [],
    ...rest,
    ...(native && { native: { reach: 'regional' as const, ...native } }),
    blueprint: {
      identifier: blueprint,
      title: literal.title,
      icon: 'AWS',
      schema: { properties: Object.fromEntries(properties.map(([id, field]) => [id, field.schema])), required: [] },
      relations: Object.fromEntries(
        relations.map(([id, { title, target }]) => [id, { title, target, required: false, many: false }]),
      ),
    },
    entity: {
      identifier: entity.identifier,
      title: entity.title,
      blueprint: JSON.stringify(blueprint),
      properties: Object.fromEntries(properties.map(([id, field]) => [id, field.from])),
      relations: Object.fromEntries(relations.map(([id, relation]) => [id, relation.from])),
    },
  });
}
