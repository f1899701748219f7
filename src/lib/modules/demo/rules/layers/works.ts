import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import { lineLength, offsetLine, sliceLine } from '../geometry/line.ts';
import { at, type Pt } from '../geometry/vector.ts';
import { widthOf } from '../network/town-streets.ts';
import { WORKS } from '../recipe.ts';
import { numbered, type NamedStreet, type TownModel } from '../town-model.ts';
import type { TownContractor, TownDig, TownFeature } from '../types.ts';
import { NETWORKS } from './network-rules.ts';
import { chainPoints, firstEdge, surfaceOf } from './streets.ts';

/** Pavements too young to be opened, as carriageways of a part of a street. */
export function pavingFeatures(model: TownModel, today: CivilDate): TownFeature[] {
	return WORKS.paving.map((work, i) => {
		const street = streetOf(model, work.street);
		const half = widthOf(model.plan, firstEdge(street).tag.kind) * 0.31;
		const axis = partOf(street, work.from, work.to);
		const paved = addDays(today, work.paved);
		const until = `${Number(paved.slice(0, 4)) + work.years}${paved.slice(4).replace('02-29', '02-28')}`;
		const name: Bilingual = { ar: `رصف ${street.name.ar}`, en: `Paving of ${street.name.en}` };
		return {
			source_id: numbered('paving', i + 1, 2),
			name_ar: name.ar,
			name_en: name.en,
			kind: 'asphalt_overlay',
			props: { paved_on: paved, protected_until: until, street_source_id: street.source_id },
			geometry: model.ground.polygon([...offsetLine(axis, half), ...offsetLine(axis, -half).reverse()])
		};
	});
}

/** Works of the utility companies, each along its own line under the street, by days counted from `today`. */
export function townDigs(model: TownModel, today: CivilDate): TownDig[] {
	return WORKS.digs.map((work, i) => {
		const street = streetOf(model, work.street);
		const rule = NETWORKS[work.unit];
		const shift = widthOf(model.plan, firstEdge(street).tag.kind) * rule.place;
		const surface = surfaceOf(model, street);
		const ends_on = addDays(today, work.start + work.days - 1);
		return {
			source_id: numbered('dig', i + 1, 2),
			unit: `demo-${work.unit}`,
			title: work.title,
			details: work.details,
			category: work.category,
			reason: work.reason ?? null,
			method: work.category === 'emergency' ? 'pit' : 'open_cut',
			surface,
			traffic_effect: work.effect,
			carriageway: ['narrowed', 'lane_closed', 'closed'].includes(work.effect),
			depth_m: rule.depth_m + 0.3,
			width_m: work.unit === 'sewage' ? 1.4 : 0.7,
			contractor: work.contractor ?? null,
			guarantee_until: work.guarantee ? addDays(ends_on, Math.round(work.guarantee * 30.4)) : null,
			starts_on: addDays(today, work.start),
			ends_on,
			state: work.state,
			geometry: model.ground.line(offsetLine(partOf(street, work.from, work.to), shift))
		};
	});
}

/** Who digs for the companies. */
export function townContractors(today: CivilDate): TownContractor[] {
	return WORKS.contractors.map(({ register_no, ar, en, valid }) => ({
		register_no,
		name: { ar, en },
		valid_until: addDays(today, valid)
	}));
}

function streetOf(model: TownModel, main: string): NamedStreet {
	const street = model.streets.find((s) => s.main === main);
	if (!street) throw new RangeError(`the plan has no street ${main}`);
	return street;
}

/** The axis of a street between two distances from the start of its longest way. */
function partOf(street: NamedStreet, from: number, to: number): Pt[] {
	const ways = street.chains.map(chainPoints).toSorted((a, b) => lineLength(b) - lineLength(a));
	const way = at(ways, 0);
	if (to > lineLength(way)) throw new RangeError(`${street.name.en} ends before ${to} m`);
	return sliceLine(way, from, to);
}
