import { sql } from 'kysely';
import type { Tx } from '#lib/server/context.ts';
import { stillWaived, type KeptCheck, type RuleResult, type RuleSubject } from '../../rules/index.ts';

/** What agencies and waivers say of a case. */
export interface Said {
	/** How many agencies have not answered yet. */
	open: number;
	/** Agencies that object or kept silent and that nobody waived, by code: a waiver names them as `R16` with it. */
	objections: string[];
	/** What agencies ask for where they agree on conditions: a licence repeats it. */
	conditions: string[];
	/** Constraints to which every agency that was asked of them agrees, or was waived. */
	agreed: RuleSubject[];
	/** Waivers, with what the check found by which they were given. */
	waivers: (RuleSubject & { results: RuleResult[] | null })[];
}

/** All of it, read at once. */
export async function saidOf(db: Tx['db'], permitId: string): Promise<Said> {
	const { rows } = await sql<Said>`with waived as materialized (
		select w.rule, w.subject, w.check_n, w.at from permit_waiver w where w.permit_id = ${permitId}::bigint
	), asked as materialized (
		select c.answer, c.note, c.subjects, u.code,
			exists (select from waived w where w.rule = 'R16' and w.subject = u.code) as waived
		from permit_consultation c join unit u on u.id = c.unit_id where c.permit_id = ${permitId}::bigint
	) select
		(select count(*)::int from asked where answer is null) as open,
		array(select code from asked where answer in ('objection', 'silent') and not waived order by code) as objections,
		array(select note from asked where answer = 'conditions' and btrim(note) <> '' order by code) as conditions,
		(select coalesce(jsonb_agg(jsonb_build_object('rule', 'R16', 'subject', a.subject)), '[]') from (
			select s.subject from asked, unnest(subjects) s(subject) group by s.subject
			having bool_and(coalesce(answer in ('no_objection', 'conditions'), false) or waived)) a) as agreed,
		(select coalesce(jsonb_agg(jsonb_build_object('rule', w.rule, 'subject', w.subject, 'results',
			(select c.answer -> 'results' from permit_check c where c.permit_id = ${permitId}::bigint
				and (c.n = w.check_n or (w.check_n = 0 and c.at <= w.at)) order by c.n desc limit 1))), '[]')
			from waived w) as waivers`.execute(db);
	return rows[0]!;
}

/** What was waived and is not worse by now, and what agencies agreed to. */
export function waivedBy({ waivers, agreed }: Said, check: KeptCheck): RuleSubject[] {
	const standing = waivers.filter((w) => stillWaived(w, w.results ?? [], check.answer.results));
	return [...standing.map(({ rule, subject }) => ({ rule, subject })), ...agreed];
}
