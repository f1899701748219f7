import { offsetLine } from '../geometry/line.ts';
import { centroid, type Ring } from '../geometry/ring.ts';
import { distance, type Pt } from '../geometry/vector.ts';
import { RESTRICTIONS } from '../recipe.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { canalInside } from './ground.ts';
import { parcelId } from './planning.ts';

/** What restricts building: the areas of the recipe, and the bank of the canal. */
export function constraintFeatures(model: TownModel): TownFeature[] {
	const areas = RESTRICTIONS.areas.map(({ kind, name_ar, name_en, circle, ring, ...props }, i) => ({
		source_id: numbered('constraint', i + 1, 2),
		...{ kind, name_ar, name_en, props },
		geometry: model.ground.polygon(circle ? discOf(circle) : (ring ?? []))
	}));
	const line = canalInside(model);
	const half = RESTRICTIONS.canal.half_width;
	const bank: TownFeature = {
		source_id: 'constraint-canal',
		kind: 'canal_bank',
		name_ar: 'منافع ترعة النموذج',
		name_en: 'Bank of Model Canal',
		props: {
			agency: 'وزارة الموارد المائية والري',
			agency_en: 'Ministry of Water Resources and Irrigation',
			article_ar: 'قانون الموارد المائية والري 147 لسنة 2021 (لم يُراجع النص)',
			article_en: 'Law 147/2021 on water resources (text not read)',
			unverified: true
		},
		geometry: model.ground.polygon([...offsetLine(line, half), ...offsetLine(line, -half).reverse()])
	};
	return [...areas, bank];
}

/** What was built against the law, on the plots nearest to the places of the recipe. */
export function violationFeatures(model: TownModel): TownFeature[] {
	return RESTRICTIONS.violations.map(({ near, kind, name_ar, name_en, on, state }, i) => {
		const plot = model.parcels
			.filter((p) => p.use === 'residential' && !p.facility)
			.reduce((best, p) => (away(p.ring, near) < away(best.ring, near) ? p : best));
		return {
			source_id: numbered('violation', i + 1, 2),
			...{ kind, name_ar, name_en },
			props: { parcel: parcelId(plot), on, state },
			geometry: model.ground.polygon(plot.ring)
		};
	});
}

const away = (ring: Ring, to: Pt) => distance(centroid(ring), to);

function discOf({ centre: [x, y], radius }: { centre: Pt; radius: number }): Ring {
	return Array.from({ length: 48 }, (_, i): Pt => {
		const t = (i / 48) * 2 * Math.PI;
		return [x + radius * Math.cos(t), y + radius * Math.sin(t)];
	});
}
