import { area } from '../geometry/ring.ts';
import type { Building } from '../fabric/buildings.ts';
import type { Block } from '../fabric/blocks.ts';
import type { Parcel } from '../fabric/parcels.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';
import { canalBanks, openBlocks } from './ground.ts';

interface Code {
	code: string;
	kind: string;
	ar: string;
	en: string;
	max_height_m: number;
	max_coverage_pct: number;
}

const code = (
	code: string,
	kind: string,
	ar: string,
	en: string,
	height: number,
	coverage: number
): Code => ({
	code,
	kind,
	ar,
	en,
	max_height_m: height,
	max_coverage_pct: coverage
});
/** The model governorate's own code zones: use, greatest height, greatest share of the plot built on. */
const CODES = {
	villas: code('R1', 'residential', 'سكني منخفض الكثافة', 'Low-density residential', 13, 45),
	houses: code('R2', 'residential', 'سكني متوسط الكثافة', 'Medium-density residential', 22, 70),
	dense: code('R3', 'residential', 'سكني مرتفع الكثافة', 'High-density residential', 19, 85),
	old: code('H1', 'residential', 'منطقة ذات قيمة', 'Conservation area', 13, 90),
	commercial: code('C1', 'commercial', 'تجاري إداري', 'Commercial and offices', 36, 75),
	industrial: code('I1', 'industrial', 'صناعي', 'Industrial', 16, 60),
	public: code('P1', 'public', 'خدمات عامة', 'Public services', 18, 50),
	green: code('G1', 'green', 'حدائق ومتنزهات', 'Parks and gardens', 4, 5)
};

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
	const props = { code: c.code, max_height_m: c.max_height_m, max_coverage_pct: c.max_coverage_pct };
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
