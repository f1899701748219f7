import type { LayerDef } from '#lib/kernel/layer.ts';
import type { ImportTarget } from './contract.ts';
import { DIGS_LAYER } from './digs.ts';

/** What an agency plans, as works of its own; everything a file of works can fill but how far they have come. */
export const PROGRAMME_LAYER: Pick<LayerDef, 'id' | 'fields'> = {
	id: 'programme',
	fields: DIGS_LAYER.fields.filter((f) => f.name !== 'state' && f.name !== 'guarantee_until')
};

export const PROGRAMME: ImportTarget = {
	id: PROGRAMME_LAYER.id,
	title: { ar: 'برنامج أعمال حفر', en: 'Programme of digs' },
	geometry: 'line'
};
