import type { Bilingual } from '#lib/kernel/layer.ts';
import { crossing } from '../geometry/line.ts';
import { area } from '../geometry/ring.ts';
import { at, type Pt } from '../geometry/vector.ts';
import { canalLine } from '../network/mains.ts';
import { widthOf } from '../network/town-streets.ts';
import { random } from '../random.ts';
import type { NamedStreet, Section, TownModel } from '../town-model.ts';
import type { Props, StreetKind, TownFeature } from '../types.ts';

const GRADE: Record<StreetKind, string> = {
	trunk: 'A',
	primary: 'A',
	secondary: 'B',
	tertiary: 'B',
	residential: 'C',
	service: 'D',
	boundary: 'D'
};
const LANES: Record<StreetKind, number> = {
	trunk: 6,
	primary: 6,
	secondary: 4,
	tertiary: 2,
	residential: 2,
	service: 1,
	boundary: 0
};

/** Share of the right of way that is carriageway. */
const CARRIAGEWAY = 0.62;

/** The points of one way of a street, in order. */
export function chainPoints(chain: NamedStreet['chains'][number]): Pt[] {
	return chain.flatMap(({ edge, forward }, i) => {
		const points = forward ? edge.points : edge.points.toReversed();
		return i === 0 ? points : points.slice(1);
	});
}

export function streetFeatures(model: TownModel): TownFeature[] {
	return model.streets.map((street) => {
		const { kind } = firstEdge(street).tag;
		const lines = street.chains.map(chainPoints);
		const one = lines.length === 1 ? lines[0] : undefined;
		return {
			...named(street.source_id, street.name),
			kind,
			props: {
				surface: surfaceOf(model, street),
				lanes: LANES[kind],
				oneway: street.chains.flat().every(({ edge }) => edge.tag.main === model.plan.square.id)
					? 'yes'
					: 'no',
				width_m: widthOf(model.plan, kind),
				length_m: Math.round(street.length)
			},
			geometry: one ? model.ground.line(one) : model.ground.lines(lines)
		};
	});
}

export function sectionFeatures(model: TownModel): TownFeature[] {
	const canal = canalLine(model.plan);
	return model.sections.map((section) => {
		const { kind } = section.edge.tag;
		const props: Props = {
			street_source_id: section.street.source_id,
			section_no: section.no,
			width_m: widthOf(model.plan, kind),
			carriageway_m: Math.round(widthOf(model.plan, kind) * CARRIAGEWAY * 10) / 10,
			length_m: Math.round(section.edge.length * 10) / 10,
			surface: surfaceOf(model, section.street),
			grade: GRADE[kind],
			lanes: LANES[kind],
			bridge: crosses(section.edge.points, canal)
		};
		return {
			...named(section.source_id, section.street.name),
			kind,
			props,
			geometry: model.ground.line(section.edge.points)
		};
	});
}

export function rightOfWayFeatures(model: TownModel): TownFeature[] {
	return model.sections.map((section) => {
		const ring = model.fabric.rightOfWay(section.edge);
		return {
			...named(section.source_id.replace('section', 'row'), section.street.name),
			kind: section.edge.tag.kind,
			props: {
				width_m: widthOf(model.plan, section.edge.tag.kind),
				section_source_id: section.source_id,
				area_m2: Math.round(area(ring))
			},
			geometry: model.ground.polygon(ring)
		};
	});
}

/** What a street is paved with: lanes of the old town are tiled, some lanes elsewhere are not paved yet. */
export function surfaceOf(model: TownModel, street: NamedStreet): 'asphalt' | 'tiles' | 'unpaved' {
	const { kind, quarter } = firstEdge(street).tag;
	if (kind !== 'service') return 'asphalt';
	if (quarter?.startsWith('old')) return 'tiles';
	return random(model.seed, `surface of ${street.source_id}`).chance(0.55) ? 'unpaved' : 'tiles';
}

export const firstEdge = (street: NamedStreet): Section['edge'] => at(street.chains.flat(), 0).edge;

const named = (source_id: string, name: Bilingual) => ({ source_id, name_ar: name.ar, name_en: name.en });

function crosses(a: readonly Pt[], b: readonly Pt[]): boolean {
	return a.some(
		(p, i) =>
			i > 0 &&
			b.some((q, k) => {
				const hit = k > 0 ? crossing(at(a, i - 1), p, at(b, k - 1), q) : undefined;
				return hit !== undefined && hit.t >= 0 && hit.t <= 1 && hit.u >= 0 && hit.u <= 1;
			})
	);
}
