import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	ACTION_INPUTS,
	demandStep,
	isTakenAction,
	type Duty,
	type InputOf,
	type PermitStep,
	type TakenAction
} from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';
import { dutyFor, takeDuty } from './duty.ts';
import { EFFECTS } from './effects.ts';
import { findCase } from './find.ts';
import { readCase, toCase } from './read.ts';
import { auditRefusal } from './refused.ts';
import { afterStep, keepStep } from './step.ts';
import { demandLicence, holdLicence } from '../works/licence.ts';

export interface ActOptions {
	/** The version the sender saw; absent: the state alone decides. */
	version?: number | undefined;
	key?: string | undefined;
}

/**
 * Takes a step in a case: in the duty the asker has or takes up, from a state that allows it, with everything the step
 * brings; all or nothing. Refusals of the wrong person are kept in the audit log.
 * @param input as `ACTION_INPUTS` of the action.
 * @throws DomainError `not_found`, `forbidden`, `permit_separation`, `state_forbids`, `version_conflict`, `key_reused`, and what
 * the action itself refuses; ZodError.
 */
export async function actOnPermit(
	ctx: Ctx,
	name: string,
	action: string,
	input: unknown,
	{ version, key = ownName(action, input) }: ActOptions = {}
): Promise<Once<PermitStep>> {
	if (!isTakenAction(action)) throw new DomainError('not_found');
	const { personId } = ctx.actor;
	const repeatable =
		key === undefined || personId === null
			? undefined
			: { personId, operation: `permit.${action}`, key, request: { name, version, input } };
	return auditRefusal(ctx, { name, action }, () => {
		demand(ctx, 'permit:list');
		return ctx.transaction(
			(tx) =>
				once(tx, repeatable, async () => {
					await holdLicence(tx.db, name);
					const found = await findCase(tx.db, name, { lock: true });
					const duty = dutyFor(ctx, found, action);
					const data = ACTION_INPUTS[action].parse(input);
					if (version !== undefined && version !== found.version)
						throw new DomainError('version_conflict', { params: { yours: version, current: found.version } });
					const { after, due } = await step(ctx, tx, found, { action, duty, data });
					const stands = after
						? await toCase(ctx, tx.db, after)
						: await readCase(ctx, tx.db, found.reference);
					return due ? { ...stands, due } : stands;
				}),
			{ often: true }
		);
	});
}

/** @returns the case as it stands then, null where it has to be read again; and what is to be paid now. */
async function step<A extends TakenAction>(
	ctx: Ctx,
	tx: Tx,
	found: CaseRow,
	{ action, duty, data }: { action: A; duty: Duty; data: unknown }
): Promise<{ after: CaseRow | null; due: PermitStep['due'] }> {
	const to = demandStep(action, found.state, duty);
	demandLicence(found, action);
	await takeDuty(ctx, tx, found, duty);
	const effect = await EFFECTS[action](ctx, tx, found, data as InputOf<A>);
	const { after, due, ...brings } = effect;
	const taken = { action, duty, to, ...brings };
	const stands = await keepStep(ctx, tx, found, taken);
	const known = afterStep(ctx, found, taken);
	return { due, after: after ? ((await after(known ?? { ...found, ...stands })) ?? null) : known };
}

/** What a telephone kept has a name of its own, by which it is taken once. */
function ownName(action: string, input: unknown): string | undefined {
	const { id } = (action === 'inspect' && input ? input : {}) as { id?: unknown };
	return typeof id === 'string' && id.length <= 64 ? id : undefined;
}
