import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { DomainError, type ErrorCode } from '#lib/kernel/errors.ts';
import { formatReference, parseReference } from '#lib/kernel/ids.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { AMENDING_KINDS, type AmendedLicence, type Amends, type PermitKind } from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';

/** What the database says of the licence that a case names. */
type Fault = 'unnamed' | 'nothing' | 'unfit' | 'other_plot' | 'not_in_force' | 'amended';

const REFUSED: Record<Fault, ErrorCode> = {
	unnamed: 'permit_licence_unnamed',
	nothing: 'permit_licence_unfit',
	unfit: 'permit_licence_unfit',
	other_plot: 'permit_licence_other_plot',
	not_in_force: 'permit_licence_not_in_force',
	amended: 'permit_licence_amended_by'
};

const wrong = (path: string, code: string) => new DomainError('invalid_input', { fields: [{ path, code }] });

/**
 * Writes down which licence a case changes, in the place of the one that was named before.
 * @param amends null: none.
 * @throws DomainError `invalid_input` for a kind that changes none, a licence nobody knows, a day to come.
 */
export async function nameLicence(
	ctx: Ctx,
	tx: Tx,
	{ id, kind }: { id: string; kind: PermitKind },
	amends: Amends | null
): Promise<void> {
	const { db } = tx;
	if (amends && !AMENDING_KINDS.includes(kind)) throw wrong('amends', 'permit_amends_nothing');
	await sql`delete from permit_amends where permit_id = ${id}::bigint`.execute(db);
	if (amends === null) return;
	if (amends.licence !== null) {
		const licence = await licenceNamed(db, amends.licence);
		if (licence === id) throw wrong('amends.licence', 'permit_licence_unknown');
		await sql`insert into permit_amends (permit_id, licence_id) values (${id}::bigint, ${licence}::bigint)`.execute(
			db
		);
		return;
	}
	const { number, on, issuer } = amends.paper!;
	if (on > cairoDate(ctx.now())) throw wrong('amends.paper.on', 'permit_day_ahead');
	await sql`insert into permit_amends (permit_id, paper_number, paper_on, paper_issuer)
		values (${id}::bigint, ${number}, ${on}::date, ${issuer})`.execute(db);
}

/** Of the public register, which has every licence, whoever asks. */
async function licenceNamed(db: Tx['db'], name: string): Promise<string> {
	const parsed = parseReference(name);
	const { rows } = await sql<{ id: string }>`select permit_id::text as id from public_permits
		where source_id = ${parsed ? formatReference(parsed) : ''}`.execute(db);
	if (!rows[0]) throw wrong('amends.licence', 'permit_licence_unknown');
	return rows[0].id;
}

/**
 * A case that changes a licence names one of its plot that holds; no other case names any.
 * @param draft it may still be without one.
 * @param held nobody changes that licence until the transaction ends.
 * @throws DomainError `permit_licence_unnamed`, `permit_licence_unfit`, `permit_licence_other_plot`,
 * `permit_licence_not_in_force`, `permit_licence_amended_by`.
 */
export async function demandLicenceNamed(
	tx: Tx,
	{ id, kind }: { id: string; kind: PermitKind },
	{ draft = false, held = false } = {}
): Promise<void> {
	if (!AMENDING_KINDS.includes(kind)) return;
	const { rows } = await sql<{
		fault: Fault | null;
	}>`select permit_amends_fault(${id}::bigint, ${held}) as fault`.execute(tx.db);
	const fault = rows[0]!.fault;
	if (fault === null || (draft && fault === 'unnamed')) return;
	const { rows: named } = await sql<{ reference: string | null; by: string | null }>`select
		permit_tie(t.permit_id) #>> '{amends,licence,reference}' as reference,
		permit_tie(t.licence_id) #>> '{amended_by,reference}' as by
		from permit_amends t where t.permit_id = ${id}::bigint`.execute(tx.db);
	throw new DomainError(REFUSED[fault], {
		params: { reference: named[0]?.reference ?? '', by: named[0]?.by ?? '' }
	});
}

/** A licence on paper counts when a clerk has held its copy against what was typed. @throws DomainError `permit_licence_unseen` */
export function demandLicenceSeen({ amends }: Pick<CaseRow, 'amends'>, seen: boolean): void {
	if (amends?.paper && !seen) throw new DomainError('permit_licence_unseen');
}

/**
 * From now on the case that is issued holds in the place of the licence it changes; works that are under way go on by it.
 * @returns the licence's reference; null where none of the register is changed.
 */
export async function holdInPlace(
	ctx: Ctx,
	tx: Tx,
	{ id, kind, reference }: CaseRow
): Promise<string | null> {
	if (!AMENDING_KINDS.includes(kind)) return null;
	const { rows } = await sql<{
		licence: string | null;
		name: string | null;
	}>`update permit_amends set since = ${ctx.now()}
		where permit_id = ${id}::bigint
		returning licence_id::text as licence, permit_tie(permit_id) #>> '{amends,licence,reference}' as name`.execute(
		tx.db
	);
	const { licence, name } = rows[0]!;
	if (licence === null || name === null) return null;
	await tx.audit('permit.amended', { type: 'permit', id: licence }, { reference: name, by: reference });
	await tx.announce('permit', [licence]);
	return name;
}

/** What is told of the licence that a case changes; who gave one on paper was typed, and may be a name. */
export async function amendsShown(db: Tx['db'], found: CaseRow): Promise<AmendedLicence | null> {
	const { amends, accepted_at } = found;
	if (!amends?.paper) return amends;
	const hidden = found.asked || found.blind;
	const paper = { ...amends.paper, seen: accepted_at !== null, issuer: hidden ? null : amends.paper.issuer };
	return { ...amends, paper };
}
