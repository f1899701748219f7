import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	documentTitle,
	isEnded,
	standingOf,
	type Consultation,
	type KeptCheck,
	type PermitRecord,
	type ProposedAgency
} from '../../rules/index.ts';
import { documentsShown } from '../documents/list.ts';
import { feesShown } from '../fees/shown.ts';
import { notesShown } from '../notes/list.ts';
import type { CaseRow } from './columns.ts';
import { isWithheld } from './blind.ts';
import { lastCheck } from './checks.ts';
import { agenciesOfCheck } from './consultations.ts';
import { stepsOf } from './history.ts';
import { lookAt } from './looked.ts';
import { mayKnowPeople } from './may.ts';
import { unnamed } from './names.ts';
import { toCase } from './read.ts';
import { saidOf, waivedBy } from './said.ts';
import { worksOf } from '../works/record.ts';

/** @throws DomainError `not_found`, `forbidden`. */
export async function permitRecord(ctx: Ctx, name: string): Promise<PermitRecord> {
	return lookAt(ctx, { name, action: 'read', often: true }, async (db, found) => {
		const check = await lastCheck(db, found.id);
		const withheld = isWithheld(ctx.actor, found);
		const names = mayKnowPeople(ctx, found);
		const parts = await partsOf(db, found, { withheld, names });
		const hidden = found.own && !isEnded(found.state);
		return {
			permit: await toCase(ctx, db, found),
			check,
			standing: standingOf(check?.answer.results ?? [], {
				waived: check ? waivedBy(await saidOf(db, found.id), check) : [],
				examined: []
			}),
			...parts,
			recommendations: hidden ? [] : parts.recommendations,
			consultations: hidden ? parts.consultations.map(untold) : parts.consultations,
			documents: await documentsShown(ctx, db, found),
			agencies: found.own ? [] : await proposedTo(db, found, check),
			notes: await notesShown(ctx, db, found),
			fees: await feesShown(ctx, db, found),
			hands: found.own ? [] : parts.hands,
			history: await stepsOf(ctx, db, found),
			own: found.own,
			names,
			blind: found.blind,
			...(await worksOf(ctx, db, found, { withheld }))
		};
	});
}

/** What an agency says is told to whoever applies with the decision. */
const untold = (asked: Consultation): Consultation => ({
	...asked,
	answer: null,
	answered_at: null,
	note: null
});

async function proposedTo(db: Tx['db'], found: CaseRow, check: KeptCheck | null): Promise<ProposedAgency[]> {
	const agencies = await agenciesOfCheck(db, found.id, check);
	return agencies.filter((a) => !a.asked).map(({ unit, about, subjects }) => ({ unit, about, subjects }));
}

type Parts = Pick<
	PermitRecord,
	'requests' | 'consultations' | 'recommendations' | 'waivers' | 'appeals' | 'hands'
>;
/** As they are stored. */
type Stored = Omit<Parts, 'consultations'> & {
	consultations: (Parts['consultations'][number] & { unit_id: string })[];
};

async function partsOf(
	db: Tx['db'],
	{ id, own }: Pick<CaseRow, 'id' | 'own'>,
	{ withheld, names }: { withheld: boolean; names: boolean }
): Promise<Parts> {
	const { rows } = await sql<Stored>`select
	(select coalesce(jsonb_agg(jsonb_build_object('id', r.id::text, 'phase', r.phase, 'subject', r.subject, 'fault', r.fault,
		'note', r.note, 'pin', case when r.pin is not null then
			jsonb_build_object('n', r.pin, 'place', st_asgeojson(r.place, 3)::jsonb) end, 'asked_at', r.asked_at, 'due_on', r.due_on, 'answer', r.answer, 'answered_at', r.answered_at)
		order by r.id desc), '[]') from permit_request r where r.permit_id = ${id}) as requests,
	(select coalesce(jsonb_agg(jsonb_build_object('unit', jsonb_build_object('code', u.code,
		'name', jsonb_build_object('ar', u.name_ar, 'en', u.name_en)), 'about', c.about, 'subjects', c.subjects, 'due_on', c.due_on, 'answer', c.answer,
		'answered_at', c.answered_at, 'note', c.note, 'unit_id', c.unit_id::text) order by c.asked_at, u.code), '[]')
		from permit_consultation c join unit u on u.id = c.unit_id where c.permit_id = ${id}) as consultations,
	(select coalesce(jsonb_agg(jsonb_build_object('n', r.n, 'outcome', r.outcome, 'reason', r.reason, 'article', r.article,
		'conditions', r.conditions, 'signed_at', r.signed_at) order by r.n desc), '[]')
		from permit_recommendation r where r.permit_id = ${id}) as recommendations,
	(select coalesce(jsonb_agg(jsonb_build_object('rule', w.rule, 'subject', w.subject, 'article', w.article,
		'reason', w.reason) order by w.rule), '[]') from permit_waiver w where w.permit_id = ${id}) as waivers,
	(select coalesce(jsonb_agg(jsonb_build_object('filed_at', a.filed_at, 'grounds', a.grounds, 'outcome', a.outcome,
		'decided_at', a.decided_at, 'reason', e.reason, 'article', e.detail ->> 'article') order by a.refused_version desc), '[]')
		from permit_appeal a left join permit_event e on e.permit_id = a.permit_id and e.version = a.decided_version
		where a.permit_id = ${id}) as appeals,
	(select coalesce(jsonb_agg(jsonb_build_object('duty', h.duty, 'ended', h.ended_at is not null,
		'person', jsonb_build_object('ar', p.name_ar, 'en', p.name_en)) order by h.since), '[]')
		from permit_hand h join person p on p.id = h.person_id where h.permit_id = ${id}) as hands`.execute(db);
	const parts = rows[0]!;
	// Whoever applies counts what was asked of them, not what officers wrote among themselves.
	const pinned = parts.requests.filter((r) => r.pin).map((r) => r.id);
	const asked = await shownOf(db, id, parts, { withheld });
	const requests = asked.requests.map((r) => ({
		...r,
		pin: r.pin && own ? { ...r.pin, n: pinned.length - pinned.indexOf(r.id) } : r.pin,
		title: r.subject === 'application' ? null : documentTitle(r.subject)
	}));
	// Words that were not held against the names of the case are not for who must not know whose it is.
	const appeals = parts.appeals.map((a) => ({
		...a,
		...(names && !withheld ? {} : { grounds: null }),
		...(withheld && a.outcome !== 'granted' ? { reason: null, article: null } : {})
	}));
	// A colleague signed, who did not know the names either and was not held to avoid them.
	const recommendations = withheld
		? parts.recommendations.map((r) => ({ ...r, reason: null, article: null, conditions: [] }))
		: parts.recommendations;
	return { ...parts, ...asked, requests, recommendations, appeals };
}

/** What was asked, without words that are not for who must not know whose the case is. */
async function shownOf(
	db: Tx['db'],
	id: string,
	parts: Stored,
	{ withheld }: { withheld: boolean }
): Promise<Pick<Parts, 'requests' | 'consultations'>> {
	const { requests, consultations } = parts;
	const written = [
		...requests.map(({ id, note }) => ({ source: 'request', item: id, words: note }) as const),
		...consultations.map(({ unit_id, about }) => ({ source: 'about', item: unit_id, words: about }) as const),
		...consultations.map(({ unit_id, note }) => ({ source: 'answer', item: unit_id, words: note }) as const)
	];
	const shown = withheld ? await unnamed(db, id, written) : written.map((w) => w.words);
	const [abouts, notes] = [requests.length, requests.length + consultations.length];
	return {
		requests: requests.map((r, i) => {
			// Window and applicant wrote to each other about papers and people.
			const between = withheld && r.phase === 'intake';
			const note = between ? null : shown[i]!;
			return { ...r, note, answer: between ? null : r.answer, withheld: note !== r.note };
		}),
		consultations: consultations.map(({ unit_id: _, ...c }, i) => ({
			...{ ...c, about: shown[abouts + i]!, note: shown[notes + i]! }
		}))
	};
}
