import { area } from '../geometry/ring.ts';
import type { Building } from '../fabric/buildings.ts';
import type { Block } from '../fabric/blocks.ts';
import type { Parcel } from '../fabric/parcels.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { canalBanks, openBlocks } from './ground.ts';

/** A kind of zone of the model governorate: its use and the numbers of its plan. */
interface Code {
	code: string;
	kind: string;
	ar: string;
	en: string;
	place: 'city' | 'village';
	/** Metres: from the street, from behind, from the sides. */
	setbacks: readonly [front: number, rear: number, side: number];
	/** Percent of the plot, and all floors to the plot. */
	coverage: number;
	ratio: number | null;
	/** Metres and floors, ground floor among them; null: the street decides. */
	height: number | null;
	floors: number | null;
	uses: string;
	/** The governorate has not confirmed the numbers. */
	unverified?: boolean;
}

/** The detailed plan is in force from this day; what was asked for before is judged by the code alone. */
const PLAN_FROM = '2024-10-01';

const CODES = {
	villas: {
		...{ code: 'R1', kind: 'residential', ar: 'سكني منخفض الكثافة', en: 'Low-density residential' },
		...{ place: 'city', setbacks: [4, 4, 3], coverage: 45, ratio: 1.35, height: 13, floors: 4 },
		uses: 'residential'
	},
	houses: {
		...{ code: 'R2', kind: 'residential', ar: 'سكني متوسط الكثافة', en: 'Medium-density residential' },
		...{ place: 'city', setbacks: [1, 2.5, 0], coverage: 70, ratio: 4.2, height: 22, floors: 7 },
		uses: 'residential,mixed,commercial'
	},
	byStreet: {
		...{ code: 'R4', kind: 'residential', ar: 'سكني بارتفاع الشارع', en: 'Residential, height by street' },
		...{ place: 'city', setbacks: [1, 2.5, 0], coverage: 70, ratio: null, height: null, floors: null },
		...{ uses: 'residential,mixed', unverified: true }
	},
	dense: {
		...{ code: 'R3', kind: 'residential', ar: 'سكني مرتفع الكثافة', en: 'High-density residential' },
		...{ place: 'city', setbacks: [0, 2, 0], coverage: 85, ratio: 5, height: 19, floors: 6 },
		uses: 'residential,mixed,commercial'
	},
	village: {
		...{ code: 'V1', kind: 'residential', ar: 'سكن ريفي', en: 'Village houses' },
		...{ place: 'village', setbacks: [0, 2, 0], coverage: 80, ratio: null, height: null, floors: null },
		uses: 'residential,mixed'
	},
	old: {
		...{ code: 'H1', kind: 'residential', ar: 'منطقة ذات قيمة', en: 'Conservation area' },
		...{ place: 'city', setbacks: [0, 1, 0], coverage: 90, ratio: 3.2, height: 13, floors: 4 },
		...{ uses: 'residential,mixed', unverified: true }
	},
	commercial: {
		...{ code: 'C1', kind: 'commercial', ar: 'تجاري إداري', en: 'Commercial and offices' },
		...{ place: 'city', setbacks: [2, 3, 0], coverage: 75, ratio: 7.5, height: 36, floors: 12 },
		uses: 'commercial,mixed,public'
	},
	industrial: {
		...{ code: 'I1', kind: 'industrial', ar: 'صناعي', en: 'Industrial' },
		...{ place: 'city', setbacks: [6, 4, 4], coverage: 60, ratio: 1.2, height: 16, floors: 3 },
		uses: 'industrial'
	},
	public: {
		...{ code: 'P1', kind: 'public', ar: 'خدمات عامة', en: 'Public services' },
		...{ place: 'city', setbacks: [4, 4, 4], coverage: 50, ratio: 2, height: 18, floors: 5 },
		uses: 'public'
	},
	green: {
		...{ code: 'G1', kind: 'green', ar: 'حدائق ومتنزهات', en: 'Parks and gardens' },
		...{ place: 'city', setbacks: [10, 10, 10], coverage: 5, ratio: 0.05, height: 4, floors: 1 },
		uses: 'green,public'
	}
} satisfies Record<string, Code>;

export function zoneFeatures(model: TownModel): TownFeature[] {
	const blocks = model.fabric.blocks.filter((b) => b.quarter && !['water', 'green'].includes(b.quarter.use));
	const greens = [...openBlocks(model), ...canalBanks(model)];
	return [
		...blocks.map((block) => {
			const c = codeOf(model, block);
			return zone(
				numbered('zone', block.no, 3),
				`${c.ar} – مربع ${block.no}`,
				`${c.en}, block ${block.no}`,
				c,
				model.ground.polygon(block.ring)
			);
		}),
		...greens.map((g, i) =>
			zone(numbered('zone-green', i + 1, 3), g.ar, g.en, CODES.green, model.ground.polygon(g.ring, g.holes))
		)
	];
}

function zone(
	source_id: string,
	name_ar: string,
	name_en: string,
	c: Code,
	geometry: TownFeature['geometry']
): TownFeature {
	const [front_setback_m, rear_setback_m, side_setback_m] = c.setbacks;
	const props = {
		...{ code: c.code, place: c.place, front_setback_m, rear_setback_m, side_setback_m },
		max_coverage_pct: c.coverage,
		...(c.ratio === null ? {} : { floor_area_ratio: c.ratio }),
		...(c.height === null ? {} : { max_height_m: c.height }),
		...(c.floors === null ? {} : { max_floors: c.floors }),
		uses: c.uses,
		article_ar: `اشتراطات المخطط التفصيلي للنموذج، منطقة ${c.code}`,
		article_en: `Detailed plan of Model City, zone ${c.code}`,
		valid_from: PLAN_FROM,
		unverified: c.unverified ?? false
	};
	return { source_id, name_ar, name_en, kind: c.kind, props, geometry };
}

/** A block mostly taken by services is a public one, whatever its quarter. */
function codeOf(model: TownModel, block: Block): Code {
	const size = area(block.ring);
	const served = model.parcels
		.filter((p) => p.block === block && p.use === 'public')
		.reduce((sum, p) => sum + p.area, 0);
	if (served > size / 2) return CODES.public;
	switch (block.quarter?.use) {
		case 'commercial':
			return CODES.commercial;
		case 'industrial':
			return CODES.industrial;
		case 'public':
			return CODES.public;
	}
	// South of the canal lies a village that the town has reached; beside the mill no plan tells heights.
	if (block.quarter?.id.startsWith('bridge')) return CODES.village;
	if (block.quarter?.id.startsWith('mill') && block.quarter.pattern === 'grid') return CODES.byStreet;
	switch (block.quarter?.pattern) {
		case 'gridWide':
			return CODES.villas;
		case 'organic':
			return CODES.old;
		case 'dense':
			return CODES.dense;
		default:
			return CODES.houses;
	}
}

export const parcelId = (p: Parcel): string => `parcel-${numbered(String(p.block.no), p.no, 3)}`;

export function parcelFeatures(model: TownModel): TownFeature[] {
	const built = new Set(model.buildings.map((b) => b.parcel));
	return model.parcels.map((p) => {
		const village = model.villageOf.get(p.block);
		const street = p.fronts[0] && model.sectionOf.get(p.fronts[0].edge)?.street;
		return {
			source_id: parcelId(p),
			name_ar: p.facility?.name_ar ?? `قطعة ${p.no} مربع ${p.block.no}`,
			name_en: p.facility?.name_en ?? `Parcel ${p.no}, block ${p.block.no}`,
			kind: p.use,
			props: {
				parcel_no: String(p.no),
				square_no: String(p.block.no),
				block_no: village?.basin_ar ?? null,
				block_no_en: village?.basin_en ?? null,
				area_m2: Math.round(p.area * 100) / 100,
				built: built.has(p),
				street_source_id: street?.source_id ?? null,
				frontage_m: Math.round((p.fronts[0]?.metres ?? 0) * 100) / 100
			},
			geometry: model.ground.polygon(p.ring)
		};
	});
}

export function buildingFeatures(model: TownModel): TownFeature[] {
	return model.buildings.map((b) => ({
		source_id: `building-${parcelId(b.parcel).slice('parcel-'.length)}-${b.no}`,
		name_ar: b.parcel.facility?.name_ar ?? null,
		name_en: b.parcel.facility?.name_en ?? null,
		kind: b.parcel.facility?.kind ?? b.parcel.use,
		props: {
			floors: b.floors,
			height_m: Math.round(b.floors * (b.parcel.use === 'industrial' ? 6 : 3.1) * 10) / 10,
			year: b.year,
			area_m2: Math.round(b.area * 10) / 10,
			dwellings: dwellings(b),
			parcel_source_id: parcelId(b.parcel)
		},
		geometry: model.ground.polygon(b.ring)
	}));
}

/** Homes in a house: one to 110 square metres of floor; shops take the ground floor of a mixed house. */
export function dwellings(b: Building): number {
	if (b.parcel.facility || (b.parcel.use !== 'residential' && b.parcel.use !== 'mixed')) return 0;
	const floors = b.parcel.use === 'mixed' ? b.floors - 1 : b.floors;
	return Math.max(0, Math.round((floors * b.area) / 110));
}
