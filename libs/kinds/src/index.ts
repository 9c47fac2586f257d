export { findKind, kindNames, suggestKind, type CataloguedKind } from './catalogue.js';
export { curatedKinds } from './curated-kinds.js';
export { defaultBlueprints, defaultMapping } from './default-content.js';
export { REDACTED, redact, redactionOf, type Redacted } from './redact.js';
export type { IamAction, Kind, KindType } from './define-kind.js';
