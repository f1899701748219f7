import type { Bilingual, LayerDef, LayerField } from '#lib/kernel/layer.ts';
import { DIGS_LAYER } from './digs.ts';

/** What a file of works that are to be scheduled can fill: that of the digs, and what limits the planner. */
export const PLANNED_WORKS: Pick<LayerDef, 'id' | 'fields'> = {
	id: 'digs',
	fields: [
		...DIGS_LAYER.fields,
		text('earliest', 'أقرب بداية', 'Earliest start'),
		text('latest', 'آخر بداية', 'Latest start'),
		text('submitted', 'تاريخ التقديم', 'Submitted'),
		text('nuisance', 'مؤشر الإزعاج', 'Nuisance index'),
		text('joint', 'خندق مشترك', 'Joint trench')
	]
};

function text(name: string, ar: string, en: string): LayerField {
	const title: Bilingual = { ar, en };
	return { name, type: 'text', title };
}
