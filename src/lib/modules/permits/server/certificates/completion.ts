import { sql } from 'kysely';
import { m } from '#lib/paraglide/messages.js';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { UTILITIES, type PaperPage, type PaperSection, type Utility } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { issueCertificate, type Issued } from './issue.ts';
import { peopleOf, peopleSection, placeOf, placeSection, worksOf, worksSection } from './sections.ts';
import { AR, called, dayWords, ltr, measure } from './words.ts';

interface Built {
	licence: string;
	deposited_on: string;
	outline: CaseRow['plot'];
	excess_m2: number;
	height_m: number | null;
}

/** The building is as licensed, or what differs was reconciled: in the transaction of the step that says so. */
export async function issueConformity(ctx: Ctx, tx: Tx, stands: CaseRow): Promise<Issued> {
	const { people, built, sections } = await completionOf(ctx, tx, stands);
	const page: PaperPage = {
		heading: m.certificate_heading_conformity({}, AR),
		intro: m.certificate_intro_conformity({}, AR),
		sections: [...sections, worksSection(stands)]
	};
	return issueCertificate(ctx, tx, {
		...{ ...placeOf(stands), kind: 'conformity', validUntil: null, footprint: built.outline },
		data: { people, works: worksOf(stands), licence: built.licence, excess_m2: built.excess_m2 },
		page
	});
}

/** A letter to each utility that may connect the building now (Law 119/2008: within two weeks of the deposit). */
export async function issueLetters(
	ctx: Ctx,
	tx: Tx,
	stands: CaseRow,
	utilities: readonly Utility[]
): Promise<void> {
	const { people, built, sections } = await completionOf(ctx, tx, stands);
	for (const subject of utilities)
		await issueCertificate(ctx, tx, {
			...{ ...placeOf(stands), kind: 'utility_letter', subject, validUntil: null, footprint: built.outline },
			data: { people, utility: subject, licence: built.licence, units: stands.facts.units },
			page: {
				heading: m.certificate_heading_letter({ utility: called('permits_utility', subject) }, AR),
				intro: m.certificate_intro_letter({ utility: called('permits_utility', subject) }, AR),
				sections: [...sections, worksSection(stands)]
			}
		});
}

/** The utilities whose letters are in force, in their order. */
export async function lettersOf(db: Tx['db'], permitId: string): Promise<Utility[]> {
	const { rows } = await sql<{ subject: Utility }>`select c.subject from permit_certificate c
		where c.permit_id = ${permitId}::bigint and c.kind = 'utility_letter'
			and not exists (select from permit_certificate_revocation r where r.certificate_id = c.id)
			and not exists (select from permit_certificate next where next.supersedes = c.id)`.execute(db);
	return UTILITIES.filter((u) => rows.some((r) => r.subject === u));
}

async function completionOf(ctx: Ctx, tx: Tx, stands: CaseRow) {
	const people = await peopleOf(ctx, tx, stands);
	const { rows } = await sql<Built>`select l.reference as licence, b.certificate_on::text as deposited_on,
			st_asgeojson(b.outline, 3)::jsonb as outline, b.excess_m2::float8 as excess_m2, b.height_m::float8 as height_m
		from permit_as_built b, permit l
		where b.permit_id = ${stands.id}::bigint and l.id = ${stands.root_id}::bigint
		order by b.n desc limit 1`.execute(tx.db);
	const built = rows[0]!;
	const found: PaperSection = {
		kind: 'rows',
		title: m.certificate_built({}, AR),
		rows: [
			{ label: m.certificate_kind_licence({}, AR), value: ltr(built.licence) },
			{ label: m.certificate_works_certificate({}, AR), value: dayWords(built.deposited_on) },
			...(built.height_m === null
				? []
				: [{ label: m.certificate_height_built({}, AR), value: measure(built.height_m, 'm') }]),
			...(built.excess_m2 > 0
				? [{ label: m.certificate_reconciled({}, AR), value: measure(built.excess_m2, 'm2') }]
				: [])
		]
	};
	return { people, built, sections: [found, peopleSection(people), placeSection(stands)] };
}
