import type { Bilingual } from '#lib/kernel/layer.ts';
import type { DrawingWarning, WarningCode } from './types.ts';

const WORDS: Readonly<Record<WarningCode, Bilingual>> = {
	ring_closed: {
		ar: 'حد مفتوح في الطبقة {layer} بفجوة {value} م، أُغلق.',
		en: 'An outline of layer {layer} was open by {value} m; it was closed.'
	},
	units_assumed: {
		ar: 'لم تذكر وحدة الرسم، فعُدّ بالمتر.',
		en: 'The drawing names no unit; metres were assumed.'
	},
	residual: {
		ar: 'أكبر فرق عند نقاط التحكم {value} م.',
		en: 'The control points are off by up to {value} m.'
	},
	no_footprint: { ar: 'لا يوجد مسقط للمبنى في الرسم.', en: 'The drawing has no footprint.' },
	lines_left_out: {
		ar: 'في الطبقة {layer} عناصر ليست حدودا، ولم تحتسب: {value}.',
		en: 'Layer {layer} holds things that are no outlines; they were left out: {value}.'
	},
	declared_twice: {
		ar: 'القيمة {layer} مكررة بقيمتين، واحتسبت الأولى.',
		en: '{layer} is said twice; the first counts.'
	}
};

/** A warning with its words. */
export function warn(
	code: WarningCode,
	layer: string | null = null,
	value: number | null = null
): DrawingWarning {
	const fill = (text: string) =>
		text
			.replace('{layer}', () => layer ?? '')
			.replace('{value}', () => (value === null ? '' : String(Number(value.toFixed(3)))));
	return { code, layer, value, words: { ar: fill(WORDS[code].ar), en: fill(WORDS[code].en) } };
}
