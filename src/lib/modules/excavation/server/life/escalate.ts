import { sql } from 'kysely';
import { isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demandTransition, factsOf, type ApprovalStep } from '../../rules/index.ts';
import { saveChange } from '../change.ts';
import { lockDigs, readDig } from '../save.ts';
import { answer, approved } from './decide.ts';
import { readTerms } from './due.ts';

/**
 * Marks approvals and answers whose term has passed, once each, so that they stand on the desks of those above. Silence approves
 * nothing unless the governorate has set after how many more working days it does.
 */
export async function escalateLate(
	ctx: Ctx,
	today: string
): Promise<{ escalated: number; by_silence: number }> {
	const escalated = await ctx.transaction(async (tx) => {
		const { rows } = await sql<{ dig_id: string; reference: string; step: string; due_on: string }>`
			update dig_approval a set escalated_at = ${ctx.now()}
			from dig d
			where d.id = a.dig_id and a.state = 'asked' and a.due_on < ${today}::date and a.escalated_at is null
			returning a.dig_id::text, d.reference, a.step, a.due_on`.execute(tx.db);
		for (const { dig_id, ...detail } of rows)
			await tx.audit('dig.approval_late', { type: 'dig', id: dig_id }, detail);
		const owners = await sql<{ dig_id: string; reference: string; unit: string; due_on: string }>`
			update dig_response r set escalated_at = ${ctx.now()}
			from dig d
			where d.id = r.dig_id and d.round = r.round and r.answer is null and r.due_on < ${today}::date
				and r.escalated_at is null and exists (select from dig_approval a
					where a.dig_id = d.id and a.round = d.round and a.state in ('asked', 'waiting'))
			returning r.dig_id::text, d.reference, r.unit_id::text as unit, r.due_on`.execute(tx.db);
		for (const { dig_id, ...detail } of owners.rows)
			await tx.audit('dig.response_late', { type: 'dig', id: dig_id }, detail);
		return rows.length + owners.rows.length;
	});
	return { escalated, by_silence: await approveSilent(ctx) };
}

async function approveSilent(ctx: Ctx): Promise<number> {
	const late = await ctx.read(async (db) => {
		const terms = await readTerms(db, ctx.now());
		const days = terms.parameters.silence_approves_days;
		if (days === 0) return [];
		const { rows } = await sql<{ reference: string; step: ApprovalStep; due_on: string }>`
			select d.reference, a.step, a.due_on from dig_approval a join dig d on d.id = a.dig_id
			where a.state = 'asked' and a.escalated_at is not null order by a.due_on, d.id`.execute(db);
		return rows.filter((r) => -terms.clockOf(r.due_on).days_left >= days);
	});
	let granted = 0;
	for (const { reference, step } of late)
		try {
			if (await approveOne(ctx, reference, step)) granted++;
		} catch (error) {
			// Owners of networks who are silent, too, hold it up; the others go on.
			if (!isDomainError(error)) throw error;
		}
	return granted;
}

async function approveOne(ctx: Ctx, reference: string, step: ApprovalStep): Promise<boolean> {
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const dig = await readDig(tx.db, reference);
		const asked = await tx.db
			.selectFrom('dig_approval')
			.select('step')
			.where('dig_id', '=', dig.id)
			.where('round', '=', dig.life.round)
			.where('step', '=', step)
			.where('state', '=', 'asked')
			.executeTakeFirst();
		if (!asked) return false;
		const now = ctx.now();
		const to = demandTransition('approve', factsOf(dig), '').to ?? dig.state;
		const silence = { action: 'approve', reason: null, conditions: [], at: now, personId: null } as const;
		await answer(tx, dig, step, { ...silence, conditions: [], silence: true });
		const decided = await approved(ctx, tx, dig, step);
		await saveChange(ctx, tx, dig, { recorded: 'approved', to, decided, detail: { by_silence: true } });
		return true;
	});
}
