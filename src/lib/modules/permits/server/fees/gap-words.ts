import type { Bilingual } from '#lib/kernel/layer.ts';
import { m } from '#lib/paraglide/messages.js';
import type { FeeGap, Quantity } from '../../rules/index.ts';

const QUANTITY: Record<Quantity, (inputs: object, options: { locale: 'ar' | 'en' }) => string> = {
	floors: m.permit_fees_of_floors,
	basements: m.permit_fees_of_basements,
	units: m.permit_fees_of_units,
	floor_area: m.permit_fees_of_floor_area,
	ground_area: m.permit_fees_of_ground_area,
	plot_area: m.permit_fees_of_plot_area,
	fence_length: m.permit_fees_of_fence_length,
	height: m.permit_fees_of_height,
	works_value: m.permit_fees_of_works_value
};

/** Which fee cannot be reckoned, and for want of what: "Examination: nobody has said the floors". */
export function gapWords({ title, reason, of }: FeeGap): Bilingual {
	const words = (locale: 'ar' | 'en') => {
		const what = { of: of in QUANTITY ? QUANTITY[of as Quantity]({}, { locale }) : of };
		const why = {
			no_quantity: m.permit_fees_gap_no_quantity,
			no_unit_cost: m.permit_fees_gap_no_unit_cost,
			no_exemption: m.permit_fees_gap_no_exemption
		}[reason](what, { locale });
		return title ? `${title[locale]}: ${why}` : why;
	};
	return { ar: words('ar'), en: words('en') };
}
