import { cairoDate } from '#lib/kernel/cairo.ts';
import type { Ctx } from '#lib/server/context.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { MissingWork, ProgrammeClash } from '../../rules/index.ts';
import { recomputeClashes } from '../clashes.ts';
import { refreshNuisance } from '../nuisance/refresh.ts';
import { keepVersions, lockDigs } from '../save.ts';
import { clashesAmong } from './clashes.ts';
import { handIn } from './hand-in.ts';
import { mergeWorks } from './merge.ts';
import { missingFrom } from './missing.ts';
import { refuser, type Refusals } from '../refuse.ts';
import { readRows } from './read.ts';
import type { ProgrammeOptions } from './types.ts';

export interface ProgrammeReport extends Refusals {
	read: number;
	inserted: number;
	updated: number;
	unchanged: number;
	/** How many it opened. */
	clashes: number;
	/** The first of them. */
	met: ProgrammeClash[];
	/** Works of earlier files that this one does not name any more. */
	missing: MissingWork[];
}

/**
 * Brings in what agencies plan, as works of their own: rows are recognised by the agency and its number; new ones
 * are registered, changed ones amended, others left as they are. Everything in one transaction, which judges places
 * and reads nothing from the file, so that it is short.
 * @throws DomainError `forbidden`; with `onError: 'stop'` the reason of the first wrong row.
 */
export async function bringProgramme(ctx: Ctx, options: ProgrammeOptions): Promise<ProgrammeReport> {
	demand(ctx, 'programme:bring');
	const refusals: Refusals = { refused: [] };
	const refuse = refuser(refusals, options.onError);
	const { works, read } = await readRows(ctx, options, refuse);
	const now = ctx.now();
	const by = { at: now, personId: ctx.actor.personId };
	return ctx.transaction(async (tx) => {
		await lockDigs(tx.db);
		const { inserted, updated, unchanged } = await mergeWorks(tx.db, works, { ...by, refuse });
		options.signal?.throwIfAborted();
		await keepVersions(tx.db, inserted, { action: 'registered', ...by, reason: options.fileName });
		await keepVersions(tx.db, updated, { action: 'edited', ...by, reason: options.fileName });
		const changed = [...inserted, ...updated];
		await refreshNuisance(tx.db, changed);
		const { opened } = await recomputeClashes(tx.db, changed, now);
		await handIn(tx, [...new Set(works.map((w) => w.unit_id))], by);
		const counts = { inserted: inserted.length, updated: updated.length, unchanged, clashes: opened.length };
		if (changed.length > 0) {
			const detail = { file: options.fileName, ...counts, refused: refusals.refused.length };
			for (const unit of new Set(works.map((w) => w.unit_id)))
				await tx.audit('programme.brought', { type: 'unit', id: unit }, detail);
		}
		refusals.refused.sort((a, b) => a.row - b.row);
		const named = refusals.refused.map((r) => r.source_id);
		const missing = await missingFrom(tx.db, works, named, cairoDate(now));
		return { read, ...counts, ...refusals, met: await clashesAmong(tx.db, opened), missing };
	});
}
