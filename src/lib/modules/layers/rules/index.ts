export { findLayer, getLayer, LAYERS } from './catalogue/index.ts';
export * from './import/index.ts';
