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
import { MONEY, type CaseRow, type SummaryRow } from './columns.ts';
import type { Terms } from './settings.ts';

type Clocked = Pick<
	SummaryRow,
	| 'id'
	| 'life'
	| 'state'
	| 'since'
	| 'insured'
	| 'submitted_at'
	| 'certificate_on'
	| 'accepted_at'
	| 'decided_at'
>;

/** Where both clocks of a case stand: of service in working minutes, of the law in days. */
export function clocksOf(found: CaseRow, terms: Terms, now: Date): PermitCase['clocks'] {
	return clocksBy(found, found.steps, terms, now);
}

/** The same of many cases, whose steps are read at once: those of `CaseRow.steps`. */
export async function clocksOfMany(
	db: Tx['db'],
	cases: readonly Clocked[],
	terms: Terms,
	now: Date
): Promise<Map<string, PermitCase['clocks']>> {
	const begun = cases.filter((c) => c.submitted_at !== null).map((c) => c.id);
	const steps = new Map<string, ClockStep[]>();
	if (begun.length) {
		const { rows } = await sql<
			ClockStep & { id: string }
		>`select e.permit_id::text as id, e.to_state as to, e.at,
				coalesce((e.detail ->> 'settled')::boolean, false) as settled
			from permit_event e join permit p on p.id = e.permit_id and e.at >= p.submitted_at
			where e.permit_id = any(${begun}::bigint[])
				and (e.from_state is distinct from e.to_state or e.action = any(${MONEY}::text[]))
			order by e.permit_id, e.version`.execute(db);
		for (const { id, ...step } of rows) steps.set(id, [...(steps.get(id) ?? []), step]);
	}
	return new Map(cases.map((c) => [c.id, clocksBy(c, steps.get(c.id) ?? [], terms, now)]));
}

function clocksBy(
	found: Clocked,
	steps: readonly ClockStep[],
	terms: Terms,
	now: Date
): PermitCase['clocks'] {
	const { submitted_at, certificate_on, accepted_at, decided_at, insured, state } = found;
	if (submitted_at === null) return { service: null, statutory: null };
	const days = insured ? 'service_days_insured' : 'service_days';
	const promise = { working_days: terms.value(found.life === 'statement' ? 'statement_service_days' : days) };
	const service = serviceClock(terms.office, { submitted_at, pauses: pausesOf(steps), promise, now });
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
