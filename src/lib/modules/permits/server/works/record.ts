import { sql } from 'kysely';
import { cairoDate } from '#lib/kernel/cairo.ts';
import { addDays, type CivilDate } from '#lib/kernel/dates.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	holderNow,
	isAppealed,
	type Appeal,
	type CompletionDetail,
	type Due,
	type ExecutionDetail,
	type LinkedCase,
	type PermitRecord,
	type ViolationDetail
} from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { lettersOf } from '../certificates/completion.ts';
import { readTerms, type Terms } from '../cases/settings.ts';
import { documentsMissing } from '../documents/of-case.ts';
import { duesOf, isSettled } from '../fees/dues.ts';
import { quoteOf, reconciliationParts } from '../fees/reconciliation.ts';
import { overlaysOf } from './as-built.ts';
import { hanging } from './hang.ts';
import { leftOf } from './inspect.ts';
import { inspectionsOf } from './inspections.ts';
import { lapsesOn, LAPSING } from './reconciliation.ts';
import { stagesOfSite } from './stages.ts';
import { openViolations, violationOf } from './violations.ts';

/**
 * What a record shows of the works: the cases that belong together, and what this one holds.
 * @param options.withheld nothing that an inspector or whoever applies typed: it can say whose the building is.
 */
export async function worksOf(
	ctx: Ctx,
	db: Tx['db'],
	found: CaseRow,
	{ withheld }: { withheld: boolean }
): Promise<Pick<PermitRecord, 'linked' | 'execution' | 'completion' | 'violation'>> {
	const { life } = found;
	const execution = life === 'execution' ? await executionOf(db, found) : null;
	const violation = life === 'violation' ? await violationOf(db, found.id, { named: !found.own }) : null;
	return {
		linked: await linkedOf(ctx, db, found.root_id),
		execution: withheld && execution ? untold(execution) : execution,
		completion: life === 'completion' ? await completionOf(db, found) : null,
		violation: withheld && violation ? unsaid(violation) : violation
	};
}

const untold = (works: ExecutionDetail): ExecutionDetail => ({
	...works,
	contractor: null,
	inspections: works.inspections.map((i) => ({ ...i, note: null }))
});

const unsaid = (violation: ViolationDetail): ViolationDetail => ({
	...violation,
	description: null,
	quote: violation.quote && { ...violation.quote, area: null }
});

const DAY_MS = 86_400_000;

interface Row extends Pick<LinkedCase, 'reference' | 'life' | 'state'> {
	id: string;
	appeal: Appeal | null;
	since: Date;
	starts_on: CivilDate | null;
	deposited_on: Date | null;
}

/** A licence with everything that hangs from it. */
export async function linkedOf(ctx: Ctx, db: Tx['db'], rootId: string): Promise<LinkedCase[]> {
	const { rows } = await sql<Row>`select p.id::text, p.reference, p.life, p.state,
			(select e.at from permit_event e where e.permit_id = p.id and e.from_state is distinct from e.to_state
				order by e.version desc limit 1) as since,
			case when p.state = 'refused' then permit_appeal_of(p.id) end as appeal,
			(select x.starts_on from permit_execution x where x.permit_id = p.id) as starts_on,
			(select min(b.deposited_at) from permit_as_built b where b.permit_id = p.id) as deposited_on
		from permit p where p.root_id = ${rootId}::bigint
		order by array_position(array['licence', 'execution', 'completion', 'violation'], p.life), p.id`.execute(db);
	const now = ctx.now();
	const terms = await readTerms(db, now);
	return Promise.all(
		rows.map(async (row) => {
			const { reference, life, state } = row;
			const due = await dueOf(db, row, { terms, today: cairoDate(now) });
			return { reference, life, state, since: sinceOf(row), holder: holderNow(row), due };
		})
	);
}

/** Since when it stands as it does: what is appealed, since its appeal. */
const sinceOf = ({ since, appeal }: Row) =>
	(appeal?.filed_at && isAppealed(appeal) ? new Date(appeal.filed_at) : since).toISOString();

async function dueOf(
	db: Tx['db'],
	{ id, life, state, starts_on, deposited_on }: Row,
	{ terms, today }: { terms: Terms; today: CivilDate }
): Promise<Due | null> {
	const on = (what: Due['what'], day: CivilDate): Due => ({
		what,
		on: day,
		days: (Date.parse(day) - Date.parse(today)) / DAY_MS
	});
	if (state === 'start_notified' && starts_on) return on('start', starts_on);
	if (life === 'completion' && !['closed', 'completion_ended'].includes(state) && deposited_on)
		return on('letters', addDays(cairoDate(deposited_on), terms.value('letters_days')));
	if (!LAPSING.includes(state)) return null;
	if (state !== 'reconciliation_accepted') {
		const last = await lapsesOn(db, { id, state });
		return last === null ? null : on('file', last);
	}
	const quote = await quoteOf(db, id);
	const next = (await reconciliationParts(db, id)).find((part) => part.on !== null)?.on;
	return next ? on(quote?.asked.payment.by === 'cash' ? 'rest' : 'instalment', next) : null;
}

async function executionOf(db: Tx['db'], found: CaseRow): Promise<ExecutionDetail> {
	const row = await db
		.selectFrom('permit_execution')
		.select(['starts_on', 'contractor'])
		.where('permit_id', '=', found.id)
		.executeTakeFirstOrThrow();
	return {
		...row,
		stages: [...(await stagesOfSite(db, found))],
		left: await leftOf(db, found),
		inspections: await inspectionsOf(db, found.id, { named: !found.own })
	};
}

async function completionOf(db: Tx['db'], found: CaseRow): Promise<CompletionDetail> {
	const [execution] = await hanging(db, found.root_id, 'execution');
	const waits: CompletionDetail['waits'] = [];
	const certified = !['certificate_deposited', 'as_built_checked'].includes(found.state);
	if (!certified && (await documentsMissing(db, found)).length) waits.push('documents');
	if (found.state === 'certificate_deposited') waits.push('overlay');
	if ((await openViolations(db, found.root_id)).length) waits.push('violation');
	if (execution && !['stages_complete', 'works_complete'].includes(execution.state)) waits.push('stages');
	if (!certified && !isSettled(await duesOf(db, found.id))) waits.push('fees');
	if (!certified) waits.push('conformity');
	return { overlays: await overlaysOf(db, found.id), waits, letters: await lettersOf(db, found.id) };
}
