import { sql } from 'kysely';
import { addDays, cairoDate } from '#lib/kernel/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import type { PaperPage, PaperSection } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { feesSections, paidFees } from './fees-section.ts';
import { issueCertificate, type Issued } from './issue.ts';
import {
	amendsSection,
	peopleOf,
	peopleSection,
	placeOf,
	placeSection,
	worksOf,
	worksSection
} from './sections.ts';
import { AR, called, dayWords } from './words.ts';

/** The licence of a case that was just issued, in its transaction. */
export async function issueLicence(
	ctx: Ctx,
	tx: Tx,
	stands: CaseRow,
	{ bySilence }: { bySilence: boolean }
): Promise<Issued> {
	const { reference } = stands;
	const people = await peopleOf(ctx, tx, stands);
	const { conditions, waivers } = await termsOf(tx.db, stands.id);
	const validUntil = stands.expires_on;
	const fees = await paidFees(tx.db, stands.id);
	const sections: PaperSection[] = [
		peopleSection(people),
		placeSection(stands),
		worksSection(stands),
		...amendsSection(stands),
		...(conditions.length
			? [{ kind: 'list' as const, title: m.certificate_conditions({}, AR), items: conditions }]
			: []),
		...(waivers.length
			? [
					{
						kind: 'list' as const,
						title: m.certificate_waivers({}, AR),
						items: waivers.map((w) => `${w.article}: ${w.reason}`)
					}
				]
			: []),
		...feesSections(fees)
	];
	const page: PaperPage = {
		heading: m.certificate_heading_licence({ works: called('permits_kind', stands.kind) }, AR),
		intro: [
			m.certificate_intro_licence({ day: validUntil ? dayWords(validUntil) : '—' }, AR),
			...(bySilence ? [m.certificate_by_silence({}, AR)] : [])
		].join(' '),
		sections
	};
	return issueCertificate(ctx, tx, {
		...placeOf(stands),
		kind: 'licence',
		validUntil,
		data: {
			people,
			works: worksOf(stands),
			amends: stands.amends && (stands.amends.licence?.reference ?? stands.amends.paper),
			by_silence: bySilence,
			conditions,
			waivers,
			fees,
			case: reference
		},
		page
	});
}

/** The refusal of a case that was just refused, in its transaction. */
export async function issueRefusal(
	ctx: Ctx,
	tx: Tx,
	stands: CaseRow,
	{ reason, article }: { reason: string; article: string }
): Promise<Issued> {
	const people = await peopleOf(ctx, tx, stands);
	const appeal = await appealUntil(ctx, tx);
	const page: PaperPage = {
		heading: m.certificate_heading_refusal({}, AR),
		intro: m.certificate_intro_refusal({ works: called('permits_kind', stands.kind) }, AR),
		sections: [
			{
				kind: 'rows',
				title: m.certificate_refused({}, AR),
				rows: [
					{ label: m.certificate_article({}, AR), value: article },
					{ label: m.certificate_reason({}, AR), value: reason },
					{
						label: m.certificate_appeal({}, AR),
						value: {
							text: m.certificate_appeal_until({ day: dayWords(appeal.day) }, AR),
							...(appeal.unverified ? { mark: m.certificate_unverified({}, AR) } : {})
						}
					}
				]
			},
			peopleSection(people),
			placeSection(stands),
			worksSection(stands)
		]
	};
	return issueCertificate(ctx, tx, {
		...placeOf(stands),
		kind: 'refusal',
		validUntil: null,
		data: { people, works: worksOf(stands), reason, article, appeal_until: appeal.day },
		page
	});
}

/** What the licence was made to depend on. */
async function termsOf(
	db: Tx['db'],
	id: string
): Promise<{ conditions: string[]; waivers: { rule: string; article: string; reason: string }[] }> {
	const { rows } = await sql<{
		conditions: string[];
		waivers: { rule: string; article: string; reason: string }[];
	}>`select
		coalesce((select to_jsonb(r.conditions) from permit_recommendation r where r.permit_id = ${id}
			order by r.n desc limit 1), '[]') as conditions,
		(select coalesce(jsonb_agg(jsonb_build_object('rule', w.rule, 'article', w.article, 'reason', w.reason)
			order by w.rule), '[]') from permit_waiver w where w.permit_id = ${id}) as waivers`.execute(db);
	return rows[0]!;
}

async function appealUntil(ctx: Ctx, tx: Tx): Promise<{ day: string; unverified: boolean }> {
	const today = cairoDate(ctx.now());
	const { rows } = await sql<{ value: number; unverified: boolean }>`select value::float8 as value, unverified
		from permit_setting where name = 'appeal_days' and valid_from <= ${today}::date
		order by valid_from desc limit 1`.execute(tx.db);
	return { day: addDays(today, rows[0]!.value), unverified: rows[0]!.unverified };
}
