import { splitByLine } from '../geometry/cut.ts';
import { lineLength, offsetLine, sliceLine } from '../geometry/line.ts';
import { contains, type Ring } from '../geometry/ring.ts';
import { smooth } from '../geometry/smooth.ts';
import type { Pt } from '../geometry/vector.ts';
import { borderOf, canalLine } from '../network/mains.ts';
import { numbered, type TownModel } from '../town-model.ts';
import type { TownFeature } from '../types.ts';

/** Desert, gardens and fields, canal and lake: in the order in which they are painted. */
export function landFeatures(model: TownModel): TownFeature[] {
	const { plan, ground } = model;
	const desert = superellipse(plan.land.halfWidth, plan.land.halfHeight);
	const greens = [...canalBanks(model), ...openBlocks(model), ...greenPlots(model), ...fields(model)];
	const canal = canalWater(model);
	return [
		row('land-desert', 'صحراء النموذج', 'Model Desert', 'land', {}, ground.polygon(desert)),
		...greens.map((g, i) =>
			row(numbered('land-green', i + 1, 3), g.ar, g.en, 'green', {}, ground.polygon(g.ring, g.holes))
		),
		row('land-canal', 'ترعة النموذج', 'Model Canal', 'water', { form: 'canal' }, ground.polygon(canal)),
		row('land-lake', 'بحيرة الحديقة', 'Park Lake', 'water', { form: 'lake' }, ground.polygon(lakeOf(model)))
	];
}

export function waterwayFeatures(model: TownModel): TownFeature[] {
	const { ground, plan } = model;
	const props = { width_m: plan.canal.width };
	return [
		row('waterway-canal', 'ترعة النموذج', 'Model Canal', 'canal', props, ground.line(canalInside(model)))
	];
}

export const lakeOf = ({ plan }: TownModel): Ring => smooth(plan.park.lake, 6, true).slice(0, -1);

interface Green {
	ar: string;
	en: string;
	ring: Ring;
	holes?: readonly Ring[];
}

/** The planted banks between the canal and the streets along it. */
export function canalBanks({ plan, fabric }: TownModel): Green[] {
	const line = canalLine(plan);
	const edges = [offsetLine(line, plan.canal.width / 2), offsetLine(line, -plan.canal.width / 2)];
	return fabric.blocks
		.filter((b) => b.quarter?.use === 'water')
		.flatMap((block) => {
			const north = splitByLine(block.ring, edges[0] ?? [])?.[1];
			const south = splitByLine(block.ring, edges[1] ?? [])?.[0];
			return [north, south].filter((r) => r !== undefined);
		})
		.map((ring) => ({ ar: 'حديقة ضفة الترعة', en: 'Canal Bank Garden', ring }));
}

/** The park and the garden in the round square. */
export function openBlocks(model: TownModel): Green[] {
	return model.fabric.blocks.flatMap((block): Green[] => {
		if (!block.quarter) return [{ ar: 'حديقة الميدان', en: 'Square Garden', ring: block.ring }];
		if (block.quarter.use !== 'green') return [];
		return [{ ar: 'حديقة البحيرة', en: 'Lake Park', ring: block.ring, holes: [lakeOf(model)] }];
	});
}

/** Shared gardens inside large blocks, and the playing fields. */
function greenPlots({ parcels }: TownModel): Green[] {
	return parcels
		.filter((p) => p.use === 'green')
		.map((p) =>
			p.block.quarter?.use === 'public'
				? { ar: 'ملاعب رياضية', en: 'Playing Fields', ring: p.ring }
				: { ar: 'حديقة داخلية', en: 'Inner Garden', ring: p.ring }
		);
}

/** Watered fields along the canal outside the ring road. */
function fields(model: TownModel): Green[] {
	const { plan } = model;
	const { reach, length, gap } = plan.fields;
	const ring = model.graph.edges.filter((e) => e.tag.main === plan.ring).flatMap((e) => e.points);
	const line = canalInside(model);
	const out: Green[] = [];
	for (let s = 30, n = 0; s + length < lineLength(line) - 30; s += length + gap, n++)
		for (const side of [1, -1]) {
			const bank = plan.canal.width / 2 + 12;
			const deep = reach * (0.9 + 0.1 * Math.sin(n * 2.1 + side));
			const piece = sliceLine(line, s, s + length);
			const field = [...offsetLine(piece, side * bank), ...offsetLine(piece, side * (bank + deep)).reverse()];
			if (field.some((p) => nearTown(ring, p))) continue;
			out.push({ ar: 'أراضٍ زراعية', en: 'Farmland', ring: field });
		}
	return out;
}

/** Inside the ring road or within 60 metres of it. */
function nearTown(ring: readonly Pt[], p: Pt): boolean {
	return ring.some((q) => (q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2 < 60 ** 2) || Math.abs(p[0]) < 700;
}

/** The canal within the governorate. */
export function canalInside({ plan }: TownModel): Pt[] {
	const border = borderOf(plan).slice(0, -1);
	return canalLine(plan).filter((p) => contains(border, p));
}

function canalWater(model: TownModel): Ring {
	const line = canalInside(model);
	const half = model.plan.canal.width / 2;
	return [...offsetLine(line, half), ...offsetLine(line, -half).reverse()];
}

function superellipse(a: number, b: number): Ring {
	const power = (v: number) => Math.sign(v) * Math.abs(v) ** 0.6;
	return Array.from({ length: 72 }, (_, i): Pt => {
		const t = (i / 72) * 2 * Math.PI;
		return [a * power(Math.cos(t)), b * power(Math.sin(t))];
	});
}

function row(
	source_id: string,
	name_ar: string,
	name_en: string,
	kind: string,
	props: TownFeature['props'],
	geometry: TownFeature['geometry']
): TownFeature {
	return { source_id, name_ar, name_en, kind, props, geometry };
}
