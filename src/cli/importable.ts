import { LAYERS } from '#lib/modules/layers/rules/index.ts';

/** Layers that a file can be brought into: those of the catalogue that say so, and digs, which have ways of their own: those of others, and
 * a programme of the agencies here. */
export const IMPORTABLE: readonly string[] = [
	...LAYERS.filter((l) => l.importable).map((l) => l.id),
	'digs',
	'programme'
];
