import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import {
	isEnded,
	pausesOf,
	serviceClock,
	statutoryClock,
	type ClockStep,
	type PermitCase
} from '../../rules/index.ts';
import type { CaseRow } from './columns.ts';
import type { Terms } from './settings.ts';

/** Where both clocks of a case stand: of service in working minutes, of the law in days. */
export async function clocksOf(
	db: Tx['db'],
	found: CaseRow,
	terms: Terms,
	now: Date
): Promise<PermitCase['clocks']> {
	const { submitted_at, certificate_on, accepted_at, decided_at, facts, state } = found;
	if (submitted_at === null) return { service: null, statutory: null };
	const { rows } = await sql<ClockStep>`select to_state as to, at,
			coalesce((detail ->> 'settled')::boolean, false) as settled from permit_event
		where permit_id = ${found.id} and at >= ${submitted_at}
			and (from_state is distinct from to_state or action in ('pay_fees', 'cancel_receipt'))
		order by version`.execute(db);
	const promise = { working_days: terms.value(facts.insured ? 'service_days_insured' : 'service_days') };
	const service = serviceClock(terms.office, { submitted_at, pauses: pausesOf(rows), promise, now });
	const decided = decided_at ?? (isEnded(state) ? found.since : null);
	const statutory =
		certificate_on && accepted_at
			? statutoryClock({
					certified_on: certificate_on,
					now: decided !== null && decided < now ? decided : now,
					days: terms.value('statutory_days')
				})
			: null;
	return { service, statutory };
}
