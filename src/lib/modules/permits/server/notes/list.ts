import { sql } from 'kysely';
import type { Ctx, Tx } from '#lib/server/context.ts';
import {
	documentTitle,
	noteActions,
	RULES,
	takesNotes,
	type CaseNotes,
	type DocumentKind,
	type PermitNote,
	type RuleId
} from '../../rules/index.ts';
import { isWithheld } from '../cases/blind.ts';
import type { CaseRow } from '../cases/columns.ts';
import { lookAt } from '../cases/looked.ts';
import { unnamed } from '../cases/names.ts';
import { readsNotes, writesAs } from './may.ts';

/**
 * What the officers of a case wrote on its map, in the order of its numbers.
 * @throws DomainError `not_found`, `forbidden`, also for whoever applies.
 */
export async function permitNotes(ctx: Ctx, name: string): Promise<CaseNotes> {
	return lookAt(
		ctx,
		{ name, action: 'read_notes', right: 'permit:notes' },
		async (db, found) => (await notesShown(ctx, db, found)) ?? { items: [], may_write: false }
	);
}

/** The same of a case that was found and may be read; null for those who read no notes. */
export async function notesShown(ctx: Ctx, db: Tx['db'], found: CaseRow): Promise<CaseNotes | null> {
	if (!readsNotes(ctx, found)) return null;
	const duty = writesAs(ctx, found);
	const writes = duty !== null && takesNotes(found);
	const { rows } = await query(found.id).execute(db);
	if (isWithheld(ctx.actor, found)) await keepUnnamed(db, found.id, rows);
	return {
		may_write: writes,
		items: rows.map(({ rule, subject, document, version, mine, replies, ...note }) => ({
			...note,
			replies: replies.map(({ words, at, duty, person }) => ({ words, at, duty, person })),
			at: note.at.toISOString(),
			rule: rule === null ? null : { rule, subject: subject!, title: RULES[rule] },
			document: document && { kind: document, version: version!, title: documentTitle(document) },
			may: noteActions({ settled: note.settled !== null, own: mine }, { writes, duty })
		}))
	};
}

type Row = Pick<
	PermitNote,
	'n' | 'place' | 'words' | 'audience' | 'duty' | 'person' | 'settled' | 'asked'
> & {
	replies: (PermitNote['replies'][number] & { k: number })[];
	at: Date;
	rule: RuleId | null;
	subject: string | null;
	document: DocumentKind | null;
	version: number | null;
	mine: boolean;
};

/** Takes the words away that say whose the case is, of notes and replies together. */
async function keepUnnamed(db: Tx['db'], permitId: string, rows: Row[]): Promise<void> {
	const written = rows.flatMap((note) => [note, ...note.replies]);
	const shown = await unnamed(
		db,
		permitId,
		rows.flatMap(({ n, words, replies }) => [
			{ source: 'note', item: `${n}`, words } as const,
			...replies.map((r) => ({ source: 'reply', item: `${n}.${r.k}`, words: r.words }) as const)
		])
	);
	for (const [i, words] of shown.entries()) written[i]!.words = words;
}

const named = (of: string) =>
	sql`jsonb_build_object('ar', ${sql.ref(`${of}.name_ar`)}, 'en', ${sql.ref(`${of}.name_en`)})`;

const query = (
	permitId: string
) => sql<Row>`select n.n, st_asgeojson(n.place, 3)::jsonb as place, n.words, n.audience, n.rule,
	n.subject, n.document, n.document_version as version, n.at, n.duty, n.person_id is not distinct from actor_person() as mine, ${named('w')} as person,
	(select coalesce(jsonb_agg(jsonb_build_object('words', r.words, 'at', r.at, 'duty', r.duty, 'person', ${named('p')}, 'k', r.k)
		order by r.k), '[]') from permit_note_reply r join person p on p.id = r.person_id
		where r.permit_id = n.permit_id and r.n = n.n) as replies,
	(select jsonb_build_object('at', s.at, 'duty', s.duty, 'person', ${named('p')})
		from permit_note_settled s join person p on p.id = s.person_id
		where s.permit_id = n.permit_id and s.n = n.n) as settled,
	exists (select from permit_request q where q.permit_id = n.permit_id and q.pin = n.n) as asked
	from permit_note n join person w on w.id = n.person_id where n.permit_id = ${permitId}::bigint order by n.n`;
