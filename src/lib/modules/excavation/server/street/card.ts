import { cairoDate } from '#lib/kernel/cairo.ts';
import { diffDays } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	COMING,
	OPENED,
	perYear,
	restoredOf,
	totalsOf,
	type StreetCard,
	type StreetOpening
} from '../../rules/index.ts';
import { digsQuery, pavingQuery, streetQuery, type DigInStreet } from './queries.ts';

/**
 * The card of a street: every opening, who, when, restored or not; its pavements and what is left of their
 * protection; the works to come. The pieces of a name that lie together are one street.
 * @param id of a piece in layer `streets`.
 * @throws DomainError `forbidden`, `not_found`.
 */
export async function streetCard(ctx: Ctx, id: string): Promise<StreetCard> {
	demand(ctx, 'dig:read');
	if (!/^\d{1,18}$/.test(id)) throw new DomainError('not_found');
	const today = cairoDate(ctx.now());
	return ctx.read(async (db) => {
		const street = (await streetQuery(id).execute(db)).rows[0];
		if (!street) throw new DomainError('not_found');
		const { geom, reach_m, name_ar, name_en, ...plain } = street;
		const paving = (await pavingQuery(geom).execute(db)).rows.map(({ protected_until, ...row }) => ({
			...row,
			protected_until,
			days_left: protected_until === null ? 0 : Math.max(0, diffDays(today, protected_until) + 1)
		}));
		const last_paved = paving.reduce<string | null>(
			(last, { paved_on }) =>
				paved_on !== null && paved_on <= today && (last === null || paved_on > last) ? paved_on : last,
			null
		);
		const digs = (await digsQuery(geom, { reach_m, states: [...OPENED, ...COMING], today }).execute(db)).rows;
		const told = digs.map(toOpening);
		const openings = told.filter((o) => OPENED.includes(o.state));
		return {
			...plain,
			name: nameOf(name_ar, name_en),
			paving,
			last_paved,
			openings,
			planned: told.filter((o) => COMING.includes(o.state)).reverse(),
			totals: totalsOf(openings),
			per_year: perYear(openings, today),
			today
		};
	});
}

function toOpening({ starts_on, ends_on, ours, ...row }: DigInStreet): StreetOpening {
	return {
		...row,
		window: { start: starts_on, end: ends_on },
		restored: restoredOf(row.state, ours)
	};
}

function nameOf(ar: string | null, en: string | null): Bilingual | null {
	return ar === null && en === null ? null : { ar: ar ?? en ?? '', en: en ?? ar ?? '' };
}
