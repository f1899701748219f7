import { sql } from 'kysely';
import { requireCrs } from '#lib/kernel/crs.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx, Tx } from '#lib/server/context.ts';
import { once, type Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import {
	isNoteAction,
	NOTE_INPUTS,
	NOTE_REACH_M,
	PinNote,
	type NoteAction,
	type NoteDuty,
	type PermitNote
} from '../../rules/index.ts';
import { lastCheck } from '../cases/checks.ts';
import type { CaseRow } from '../cases/columns.ts';
import { takeDuty } from '../cases/duty.ts';
import { findCase } from '../cases/find.ts';
import { demandReading } from '../cases/may.ts';
import { demandUnnamed } from '../cases/names.ts';
import { auditRefusal } from '../cases/refused.ts';
import { newestVersions } from '../documents/of-case.ts';
import { notesShown } from './list.ts';
import { demandWriting } from './may.ts';

interface Options {
	key?: string | undefined;
}

/**
 * Pins a remark to a place of a case's map, in the duty the writer has or takes up.
 * @param input `PinNote`
 * @throws DomainError `not_found`, `forbidden`, `permit_separation`, `state_forbids`, `crs_unknown`, `key_reused`,
 * `invalid_input` for a place far from the plot, an answer or a document that the case has not; ZodError.
 */
export function pinNote(
	ctx: Ctx,
	name: string,
	input: unknown,
	{ key }: Options = {}
): Promise<Once<PermitNote>> {
	return written(ctx, { name, action: 'note', input, key }, async (tx, found, duty) => {
		const { at, crs, words, audience, rule, document } = PinNote.parse(input);
		if (duty !== 'agency') await demandUnnamed(tx, found, [{ path: 'words', text: words }]);
		await demandSubject(tx, found, rule);
		const version = document && ((await newestVersions(tx.db, found.id)).get(document) ?? null);
		if (document && version === null) throw wrong('document', 'permit_document_unknown');
		const place = sql`st_transform(st_setsrid(st_makepoint(${at[0]}::float8, ${at[1]}::float8), ${requireCrs(crs)}::integer), 22992)`;
		await demandNear(tx, found, place);
		await takeDuty(ctx, tx, found, duty);
		const { rows } = await sql<{
			n: number;
		}>`insert into permit_note (permit_id, place, words, audience, rule, subject, document, document_version, at, person_id, duty)
			values (${found.id}, ${place}, ${words}, ${audience}, ${rule?.rule ?? null}, ${rule?.subject ?? null}, ${document},
				${version}, ${ctx.now()}, ${ctx.actor.personId}, ${duty}) returning n`.execute(tx.db);
		const { n } = rows[0]!;
		await tx.audit(
			'permit.note',
			{ type: 'permit', id: found.id },
			{ reference: found.reference, note: n, audience }
		);
		return n;
	});
}

/**
 * Answers a remark, or settles it.
 * @param action `reply` or `settle`
 * @param input as `NOTE_INPUTS` of the action
 * @throws DomainError as `pinNote`; `permit_note_settled` where it is settled already.
 */
export function actOnNote(
	ctx: Ctx,
	name: string,
	{ n, action, input }: { n: number; action: string; input: unknown },
	{ key }: Options = {}
): Promise<Once<PermitNote>> {
	if (!isNoteAction(action)) throw new DomainError('not_found');
	return written(
		ctx,
		{ name, action: `note_${action}`, input: { n, input }, key },
		async (tx, found, duty) => {
			const note = (await notesShown(ctx, tx.db, found))?.items.find((note) => note.n === n);
			if (!note) throw new DomainError('not_found');
			if (note.settled) throw new DomainError('permit_note_settled');
			if (!note.may.includes(action)) throw new DomainError('forbidden');
			await takeDuty(ctx, tx, found, duty);
			await ACTIONS[action](ctx, tx, found, { n, duty, input });
			return n;
		}
	);
}

const ACTIONS: Record<
	NoteAction,
	(ctx: Ctx, tx: Tx, found: CaseRow, given: { n: number; duty: NoteDuty; input: unknown }) => Promise<void>
> = {
	reply: async (ctx, tx, found, { n, duty, input }) => {
		const { words } = NOTE_INPUTS.reply.parse(input);
		if (duty !== 'agency') await demandUnnamed(tx, found, [{ path: 'words', text: words }]);
		await sql`insert into permit_note_reply (permit_id, n, words, at, person_id, duty)
			values (${found.id}, ${n}, ${words}, ${ctx.now()}, ${ctx.actor.personId}, ${duty})`.execute(tx.db);
		await tx.audit(
			'permit.note_reply',
			{ type: 'permit', id: found.id },
			{ reference: found.reference, note: n }
		);
	},
	settle: async (ctx, tx, found, { n, duty, input }) => {
		NOTE_INPUTS.settle.parse(input);
		await sql`insert into permit_note_settled (permit_id, n, at, person_id, duty)
			values (${found.id}, ${n}, ${ctx.now()}, ${ctx.actor.personId}, ${duty})`.execute(tx.db);
		await tx.audit(
			'permit.note_settle',
			{ type: 'permit', id: found.id },
			{ reference: found.reference, note: n }
		);
	}
};

const wrong = (path: string, code: string) => new DomainError('invalid_input', { fields: [{ path, code }] });

interface Asked {
	name: string;
	action: string;
	input: unknown;
	key: string | undefined;
}

/** Everything around a writing: who may, once, one at a time, told to whoever looks on. */
function written(
	ctx: Ctx,
	{ name, action, input, key }: Asked,
	write: (tx: Tx, found: CaseRow, duty: NoteDuty) => Promise<number>
): Promise<Once<PermitNote>> {
	const { personId } = ctx.actor;
	const repeatable =
		key === undefined || personId === null
			? undefined
			: { personId, operation: `permit.${action}`, key, request: { name, input } };
	return auditRefusal(ctx, { name, action }, () => {
		demand(ctx, 'permit:list');
		demand(ctx, 'permit:notes');
		return ctx.transaction((tx) =>
			once(tx, repeatable, async () => {
				const found = await findCase(tx.db, name, { lock: true });
				demandReading(ctx, found);
				const n = await write(tx, found, demandWriting(ctx, found));
				await tx.announce('permit', [found.id]);
				const shown = await notesShown(ctx, tx.db, await findCase(tx.db, found.reference));
				return shown!.items.find((note) => note.n === n)!;
			})
		);
	});
}

async function demandSubject(tx: Tx, found: CaseRow, rule: PinNote['rule']): Promise<void> {
	if (rule === null) return;
	const results = (await lastCheck(tx.db, found.id))?.answer.results ?? [];
	if (!results.some((r) => r.rule === rule.rule && r.subject === rule.subject))
		throw wrong('rule', 'permit_note_rule_unknown');
}

async function demandNear(tx: Tx, found: CaseRow, place: ReturnType<typeof sql>): Promise<void> {
	const { rows } = await sql<{
		near: boolean;
	}>`select coalesce(st_dwithin(p.geom, ${place}, ${sql.lit(NOTE_REACH_M)}), false) as near
		from permit p where p.id = ${found.id}::bigint`.execute(tx.db);
	if (!rows[0]?.near) throw wrong('at', 'permit_note_far');
}
