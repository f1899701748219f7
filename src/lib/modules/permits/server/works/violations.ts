import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { excessArea, VIOLATION_ENDS, type ViolationDetail, type WorksInput } from '../../rules/index.ts';
import type { CaseRow } from '../cases/columns.ts';
import { findCase } from '../cases/find.ts';
import { keepStep, type Effect } from '../cases/step.ts';
import { overlaysOf } from './as-built.ts';
import { hang, hanging } from './hang.ts';
import { inspectionsOf } from './inspections.ts';
import { knownExcess } from './quote.ts';
import { demandOtherViolation } from './same.ts';

/** A violation of the licence a case belongs to: said by the inspector, or found in the inspection or drawing before it. */
export async function recordViolation(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	data: WorksInput<'record_violation'>
): Promise<Effect> {
	const { description, article, excess_m2, grounds } = data;
	await demandOtherViolation(ctx, tx, data, { rootId: found.root_id });
	const opened = await hang(ctx, tx, found, {
		...{ life: 'violation', state: 'violation_open', action: 'record_violation', duty: 'inspector' }
	});
	const seen =
		found.life === 'execution'
			? (await inspectionsOf(tx.db, found.id)).find((i) => i.result === 'deviation')
			: undefined;
	const drawn = found.life === 'completion' ? (await overlaysOf(tx.db, found.id))[0] : undefined;
	await sql`insert into permit_violation (permit_id, description, article, excess_m2, offset_m, outline, inspection_id, found_at, grounds)
		values (${opened.id}, ${description}, ${article}, ${excess_m2 ?? (drawn?.excess_m2 || null)}::numeric,
			${seen?.offset_m ?? null}::numeric,
			${drawn?.excess ? sql`st_setsrid(st_geomfromgeojson(${JSON.stringify(drawn.excess)}), 22992)` : null},
			${seen?.id ?? null}::uuid, ${ctx.now()}, ${grounds}::text[])`.execute(tx.db);
	return { reason: description, detail: { violation: opened.reference } };
}

/** Violations of a licence that are not over. */
export async function openViolations(db: Tx['db'], rootId: string): Promise<string[]> {
	const ended: readonly string[] = VIOLATION_ENDS;
	return (await hanging(db, rootId, 'violation'))
		.filter((v) => !ended.includes(v.state))
		.map((v) => v.reference);
}

/** The building goes on when the last violation of its licence is over. */
export async function settleExecution(ctx: Ctx, tx: Tx, ended: Pick<CaseRow, 'root_id'>): Promise<void> {
	if ((await openViolations(tx.db, ended.root_id)).length > 0) return;
	for (const { reference } of await hanging(tx.db, ended.root_id, 'execution')) {
		const execution = await findCase(tx.db, reference, { lock: true });
		if (execution.state === 'execution_violation')
			await keepStep(ctx, tx, execution, { action: 'settle', duty: 'system', to: 'corrected' });
	}
}

/** What is on record of a violation; null where a case is none. */
export async function violationOf(
	db: Tx['db'],
	permitId: string,
	{ named = false } = {}
): Promise<ViolationDetail | null> {
	const { rows } = await sql<Row>`select v.description, v.article, v.excess_m2::float8 as excess_m2,
			v.offset_m::float8 as offset_m, v.found_at, st_asgeojson(v.outline, 3)::jsonb as outline,
			(select jsonb_build_object('n', q.n, 'at', q.at, 'asked', q.asked, 'answer', q.answer, 'area',
				case when q.area_reason is not null then jsonb_build_object('recorded_m2', q.recorded_m2,
					'reason', q.area_reason, 'by', case when ${named}::boolean
						then jsonb_build_object('ar', h.name_ar, 'en', h.name_en) end) end)
				from permit_quote q left join person h on h.id = q.person_id
				where q.permit_id = v.permit_id order by q.n desc limit 1) as quote, p.root_id::text,
			v.grounds, coalesce((select sum(r.amount) from permit_receipt r where r.permit_id = v.permit_id
				and r.stage = 'reconciliation' and r.cancelled_at is null), 0)::float8 as paid
		from permit_violation v join permit p on p.id = v.permit_id where v.permit_id = ${permitId}::bigint`.execute(
		db
	);
	if (!rows[0]) return null;
	const { root_id, ...row } = rows[0];
	const answer = excessArea(await knownExcess(db, { id: permitId, root_id }), {
		area_m2: null,
		reason: null
	});
	return {
		...row,
		area_m2: 'fault' in answer ? null : answer.area / 100,
		found_at: row.found_at.toISOString()
	};
}

type Row = Omit<ViolationDetail, 'found_at' | 'area_m2'> & { found_at: Date; root_id: string };
