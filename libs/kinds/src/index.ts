export { answeredPaths } from './answered-paths.js';
export { findKind, kindNames, type CataloguedKind } from './catalogue.js';
export { curatedKinds, startingKinds } from './curated-kinds.js';
export { defaultBlueprints, defaultMapping } from './default-content.js';
export { REDACTED, redact, redactionOf, type Redacted } from './secrets/redact.js';
export { secretRead } from './secrets/secret-read.js';
export type { IamAction, Kind, KindType } from './define-kind.js';
export {
  CLOUD_CONTROL_READS,
  kindPermissions,
  mappingPermissions,
  REGISTRY_READS,
  type KindPermissions,
} from './permissions/kind-permissions.js';
export { DATA_READS } from './permissions/data-reads.js';
export { policyDocuments } from './permissions/policy-documents.js';
export { sessionReads, type SessionReads } from './permissions/session-reads.js';
export { PROPERTY_TYPES, propertiesOf, type ResourceProperties } from './resource-properties.js';
export { Kinds, kindsOf } from './registry/kinds.js';
export { OWN_ORIGINS, OwnKind, type OwnOrigin } from './registry/own-kind.js';
export { readTypeSchema } from './registry/read-type-schema.js';
export type { RelatedEntry } from './scaffold/infer-relations.js';
export { scaffoldKind, type Scaffold } from './scaffold/scaffold-kind.js';
export { agesAt, happenedAt } from './native/ages-at.js';
export { isOffered } from './native/absent-services.js';
export { chosenActions, findAction, suggestAction } from './native/included-actions.js';
export {
  NATIVE_SERVICES,
  nativePermissions,
  permissionOf,
  type NativeAction,
  type NativeBatch,
  type NativeCall,
  type NativeKind,
  type NativeList,
  type NativeService,
  type Template,
  type Templates,
} from './native/native-kind.js';
export { fill, placeholders } from './native/placeholders.js';
export { isGlobal, shapeOf, shapesOf, wishedShape, type Shape, type ShapeWish } from './shape.js';
export { knownModels } from './models/known-models.js';
export { modelKeys, modelSource, needsModel, type ModelSource } from './models/model-source.js';
