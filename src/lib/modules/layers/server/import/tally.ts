import { DomainError } from '#lib/kernel/errors.ts';
import type { Locale } from '#lib/kernel/locale.ts';
import type { Outcome } from './merge.ts';
import { refusalWords } from './words.ts';
import { REFUSALS_KEPT, type ImportOptions, type ImportReport, type Refusal } from './options.ts';

/** Counts what becomes of the rows; with `onError: 'stop'` the first refused row ends the import. */
export class Tally {
	read = 0;
	readonly counts = { inserted: 0, updated: 0, unchanged: 0, repaired: 0 };
	refused = 0;
	readonly refusedByCode: Record<string, number> = {};
	readonly refusals: Refusal[] = [];
	readonly #stop: boolean;
	readonly #locale: Locale;

	constructor(onError: ImportOptions['onError'], locale: Locale) {
		this.#stop = onError !== 'skip';
		this.#locale = locale;
	}

	refuse(refusal: Omit<Refusal, 'message'>): void {
		if (this.#stop)
			throw new DomainError(refusal.code, {
				params: { ...refusal.params, row: refusal.row, source_id: refusal.sourceId ?? null },
				...(refusal.at ? { at: refusal.at } : {})
			});
		this.refused += 1;
		this.refusedByCode[refusal.code] = (this.refusedByCode[refusal.code] ?? 0) + 1;
		if (this.refusals.length >= REFUSALS_KEPT) return;
		this.refusals.push({ ...refusal, message: refusalWords(refusal, this.#locale) });
	}

	merged(outcomes: readonly Outcome[]): void {
		for (const { row, source_id, what, valid, reason, at } of outcomes) {
			if (what === 'refused') {
				const place = at ? { at } : {};
				this.refuse({ row, sourceId: source_id, code: 'geometry_invalid', params: { reason }, ...place });
				continue;
			}
			this.counts[what] += 1;
			if (!valid && what !== 'unchanged') this.counts.repaired += 1;
		}
	}

	report(): Pick<
		ImportReport,
		'read' | 'inserted' | 'updated' | 'unchanged' | 'repaired' | 'refused' | 'refusedByCode' | 'refusals'
	> {
		const { read, counts, refused, refusedByCode } = this;
		// Rows refused by the database come a batch later than those refused before it.
		const refusals = this.refusals.toSorted((a, b) => a.row - b.row);
		return { read, ...counts, refused, refusedByCode, refusals };
	}
}
