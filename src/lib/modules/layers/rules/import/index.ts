export type * from './contract.ts';
export { DIGS_LAYER } from './digs.ts';
export { checkedMapping, guessMapping, unusedFields, type Mapping } from './mapping.ts';
export { picker, rowReader, type Picker, type Attributes, type RowReader } from './row.ts';
export { shapeFor } from './shape.ts';
export { PLANNED_WORKS } from './planned-works.ts';
export { OSM, osmId, sourceName } from './source.ts';
export { targetsOf, type Target } from './targets.ts';
export { readValue, type Value } from './values.ts';
