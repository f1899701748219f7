import { LAYERS } from '#lib/modules/layers/rules/index.ts';

/** Layers that a file can be brought into: those of the catalogue that say so, and digs, which have a way of their own. */
export const IMPORTABLE: readonly string[] = [...LAYERS.filter((l) => l.importable).map((l) => l.id), 'digs'];
