/** Plans drawn by an applicant: what their layers mean, and how they lie on the ground. */
export { layerName, meaningOf } from './layers.ts';
export { planOf } from './plan-of.ts';
export { ReadDrawing } from './schema.ts';
export { readControls } from './typed-controls.ts';
export { fitSimilarity } from './similarity.ts';
export type { Drawing } from './answer.ts';
export type * from './types.ts';
