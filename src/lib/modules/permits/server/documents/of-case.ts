import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import type { CivilDate } from '#lib/kernel/dates.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Tx } from '#lib/server/context.ts';
import {
	checklistOf,
	documentFactsOf,
	missingDocuments,
	typeOfCase,
	type ChecklistLine,
	type DocumentFacts,
	type DocumentKind,
	type Place
} from '../../rules/index.ts';
import { lastCheck } from '../cases/checks.ts';
import type { CaseRow } from '../cases/columns.ts';
import { reckonedValue } from '../fees/value.ts';
import { statementOfPlot } from '../certificates/of-plot.ts';

/** What the checklist of a case asks: what the last check found counts, and the plan of the zone before the first. */
export async function documentFacts(db: Tx['db'], found: CaseRow): Promise<DocumentFacts> {
	const kept = await lastCheck(db, found.root_id);
	const check = kept?.answer ?? null;
	const { applied_on, facts } = found;
	const place = check?.code.place ?? (await placeOf(db, found.id));
	const reckoned = await reckonedValue(db, found, { place, on: applied_on });
	const licence_on_paper = found.amends && found.amends.paper !== null;
	return documentFactsOf(
		{ type: typeOfCase(found), applied_on, facts },
		{ place, check, reckoned, licence_on_paper }
	);
}

/** Town or village, as the plan over most of the plot says; a town where it says nothing. */
export async function placeOf(db: Tx['db'], permitId: string): Promise<Place> {
	const { rows } = await sql<{ place: Place }>`select z.props ->> 'place' as place
		from permit p join zones z on st_intersects(z.geom, p.geom)
		where p.id = ${permitId} and z.props ->> 'place' in ('city', 'village')
		order by st_area(st_intersection(z.geom, p.geom)) desc, z.id limit 1`.execute(db);
	return rows[0]?.place ?? 'city';
}

/** The newest version of each document of a case. */
export async function newestVersions(db: Tx['db'], permitId: string): Promise<Map<string, number>> {
	const { rows } = await sql<{ kind: DocumentKind; version: number }>`select kind, max(version) as version
		from permit_document where permit_id = ${permitId} group by kind`.execute(db);
	return new Map(rows.map((r) => [r.kind, r.version]));
}

/** @throws DomainError `permit_documents_missing` with a line for each document that the case's facts require. */
export async function demandDocuments(db: Tx['db'], found: CaseRow): Promise<void> {
	const lines = checklistOf(await documentFacts(db, found));
	const have = new Set((await newestVersions(db, found.id)).keys() as Iterable<DocumentKind>);
	if (found.submitted_at && (await statementOfPlot(db, found.id, cairoDate(found.submitted_at))))
		have.add('site_statement');
	refuseMissing(missingDocuments(lines, have));
}

/** What the works need before they begin. @throws DomainError `permit_documents_missing` as `demandDocuments`. */
export async function demandStartDocuments(db: Tx['db'], licence: CaseRow): Promise<void> {
	const have: ReadonlySet<string> = new Set((await newestVersions(db, licence.id)).keys());
	const lines = checklistOf(await documentFacts(db, licence));
	refuseMissing(lines.filter((line) => line.by === 'start' && line.needed !== false && !have.has(line.kind)));
}

/** What a case that hangs from a licence still lacks of its own list. */
export async function documentsMissing(db: Tx['db'], found: CaseRow): Promise<ChecklistLine[]> {
	const have = new Set((await newestVersions(db, found.id)).keys() as Iterable<DocumentKind>);
	return missingDocuments(checklistOf(await documentFacts(db, found)), have);
}

function refuseMissing(missing: readonly ChecklistLine[]): void {
	if (missing.length === 0) return;
	throw new DomainError('permit_documents_missing', {
		params: { count: missing.length },
		fields: missing.map(({ kind, title }) => ({
			path: kind,
			code: 'permit_document_missing',
			params: { ar: title.ar, en: title.en }
		}))
	});
}

/**
 * The statement in force that a file of this kind stands on: of the register, or its paper in the file.
 * @returns its number; null where only the paper is there, or none is needed.
 * @throws DomainError `permit_statement_missing`
 */
export async function demandStatement(db: Tx['db'], found: CaseRow, on: CivilDate): Promise<string | null> {
	const lines = checklistOf(await documentFacts(db, found));
	if (!lines.some((line) => line.kind === 'site_statement' && line.needed)) return null;
	const statement = await statementOfPlot(db, found.id, on);
	if (statement) return statement.number;
	if (!(await newestVersions(db, found.id)).has('site_statement'))
		throw new DomainError('permit_statement_missing');
	return null;
}
