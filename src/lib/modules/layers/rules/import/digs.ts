import type { Bilingual, LayerDef, LayerField } from '#lib/kernel/layer.ts';

/** What a file of works can fill; read by the module of digs, so everything is text here. */
export const DIGS_LAYER: Pick<LayerDef, 'id' | 'fields'> = {
	id: 'digs',
	fields: [
		text('promoter', 'الجهة', 'Promoter'),
		text('title', 'الوصف', 'Title'),
		text('details', 'التفاصيل', 'Details'),
		text('contractor', 'المقاول', 'Contractor'),
		text('start', 'تاريخ البداية', 'Start'),
		text('end', 'تاريخ النهاية', 'End'),
		text('carriageway', 'في نهر الطريق', 'In the carriageway'),
		text('traffic_effect', 'الأثر على المرور', 'Effect on traffic'),
		text('category', 'الفئة', 'Category'),
		text('reason', 'سبب الاستعجال', 'Why it cannot wait'),
		text('road_works', 'أعمال طرق', 'Road works'),
		text('street', 'الشارع', 'Street'),
		text('method', 'طريقة التنفيذ', 'Method'),
		text('surface', 'سطح الطريق', 'Surface'),
		text('state', 'الحالة', 'State'),
		text('depth_m', 'العمق (م)', 'Depth (m)'),
		text('width_m', 'العرض (م)', 'Width (m)'),
		text('guarantee_until', 'نهاية الضمان', 'Guarantee until')
	]
};

function text(name: string, ar: string, en: string): LayerField {
	const title: Bilingual = { ar, en };
	return { name, type: 'text', title };
}
