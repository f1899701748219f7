export { findLayer, getLayer, LAYERS } from './catalogue/index.ts';
