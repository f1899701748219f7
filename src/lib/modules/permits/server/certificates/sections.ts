import { sql } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { PaperSection } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { noteOpening } from '../cases/opening.ts';
import { AR, called, dayWords, ltr, measure } from './words.ts';

/** Whose name stands on the paper. */
export interface Named {
	part: 'owner' | 'engineer' | 'representative';
	name: string;
	syndicate_no: string | null;
	office: string | null;
}

/** Where a certificate of a case stands. */
export const placeOf = (stands: CaseRow) => ({
	permit: { id: stands.id, reference: stands.reference },
	unitId: stands.unit_id,
	parcel: { id: stands.parcel_id, name: stands.parcel_name },
	plot: stands.plot,
	footprint: stands.footprint
});

/** Reads the names, having written down that they are read. */
export async function peopleOf(ctx: Ctx, tx: Tx, { id, root_id }: CaseRow): Promise<Named[]> {
	await noteOpening(ctx, tx, { id: root_id, what: 'parties' });
	const { rows } =
		await sql<Named>`select part, name, syndicate_no, office from permit_certificate_parties(${id})
		order by array_position(array['owner', 'representative', 'engineer'], part)`.execute(tx.db);
	return rows;
}

export const peopleSection = (people: readonly Named[]): PaperSection => ({
	kind: 'rows',
	title: m.certificate_people({}, AR),
	rows: people.flatMap(({ part, name, syndicate_no, office }) => [
		{ label: called('certificate_part', part), value: name },
		...(part === 'engineer' && syndicate_no
			? [{ label: m.certificate_syndicate({}, AR), value: ltr(syndicate_no) }]
			: []),
		...(part === 'engineer' && office ? [{ label: m.certificate_office({}, AR), value: office }] : [])
	])
});

export const placeSection = (stands: CaseRow): PaperSection => ({
	kind: 'rows',
	title: m.certificate_place({}, AR),
	rows: [
		{ label: m.certificate_case({}, AR), value: ltr(stands.reference) },
		...(stands.parcel_name ? [{ label: m.certificate_parcel({}, AR), value: ltr(stands.parcel_name) }] : []),
		...(stands.address ? [{ label: m.certificate_address({}, AR), value: stands.address }] : []),
		{ label: m.certificate_area({}, AR), value: measure(stands.plot_m2, 'm2') }
	]
});

export const worksOf = ({ kind, facts }: CaseRow) => ({ kind, ...facts });

/** The licence that this one changes. */
export function amendsSection({ amends }: CaseRow): PaperSection[] {
	if (!amends) return [];
	const { licence, paper } = amends;
	const value = licence
		? ltr(licence.reference)
		: m.certificate_amends_paper(
				{ number: paper!.number, day: dayWords(paper!.on), issuer: paper!.issuer ?? '' },
				AR
			);
	return [
		{
			kind: 'rows',
			title: m.permits_amends({}, AR),
			rows: [{ label: m.certificate_amends({}, AR), value }]
		}
	];
}

export function worksSection({ kind, facts }: CaseRow): PaperSection {
	const { floors, height_m, units, use, works_value_egp } = facts;
	const row = (label: string, value: string | null) => (value === null ? [] : [{ label, value }]);
	return {
		kind: 'rows',
		title: m.certificate_works({}, AR),
		rows: [
			{ label: m.permits_kind({}, AR), value: called('permits_kind', kind) },
			...row(m.permits_floors({}, AR), floors === null ? null : measure(floors, 'count')),
			...row(m.site_height_field({}, AR), height_m === null ? null : measure(height_m, 'm')),
			...row(m.permits_units({}, AR), units === null ? null : measure(units, 'count')),
			...row(m.site_use({}, AR), use === null ? null : called('site_use', use)),
			...row(
				m.certificate_works_value({}, AR),
				works_value_egp === null ? null : measure(works_value_egp, 'egp')
			)
		]
	};
}
