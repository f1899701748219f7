import { diffDays } from '#lib/kernel/dates.ts';
import {
	PlanStanding,
	startingOn,
	type Hindrance,
	type Proposal,
	type TableWork,
	type Window
} from '../../rules/index.ts';
import { asProposed, byReference, judged, laid, NONE, type Hindered, type Windows } from './laid.ts';

/** How a work stands: as it is granted, as wished, moved, in somebody's way, or without a place. */
export type Stand = 'fixed' | 'wished' | 'moved' | 'hindered' | 'unplaced';

/** A plan on the committee's table: where each bar lies now, and what is wrong there. Judged in the browser. */
export class PlanTable {
	readonly proposal: Proposal;
	readonly works: ReadonlyMap<string, TableWork>;
	selected = $state<string | null>(null);
	#windows = $state.raw<Windows>(asProposed([]));
	#hindered = $state.raw<Hindered>(NONE);
	readonly #standing: PlanStanding;

	/** What accepting would write. */
	readonly moves = $derived.by(() =>
		this.#all().flatMap(({ reference, version, wished, fixed }) => {
			const start = this.#windows.get(reference)?.start;
			return fixed || start === undefined || start === wished.start ? [] : [{ reference, version, start }];
		})
	);
	/** Pairs that lie in one trench as they stand, each once: accepting asks their owners to sign. */
	readonly joint = $derived.by(() =>
		this.proposal.sharable.filter(([a, b]) => this.sharing(a).some((w) => w.reference === b))
	);
	readonly hinderedCount = $derived(this.#hindered.size);
	readonly leftOut = $derived.by(() => this.#all().filter((w) => this.#windows.get(w.reference) === null));
	/** Days moved, all works together. */
	readonly days = $derived.by(() => this.#all().reduce((sum, w) => sum + Math.abs(this.moved(w)), 0));

	constructor(proposal: Proposal) {
		this.proposal = proposal;
		this.works = byReference(proposal.works);
		this.#standing = new PlanStanding(proposal);
		this.reset();
	}

	/** Back to what was proposed. */
	reset(): void {
		this.#windows = asProposed(this.proposal.works);
		this.#hindered = NONE;
		this.#judge(this.proposal.works.map((w) => w.reference));
	}

	/** Where a bar is drawn; a work without a place stands where it was wished, in nobody's way. */
	windowOf({ reference, wished }: TableWork): Window {
		return this.#windows.get(reference) ?? wished;
	}

	moved(work: TableWork): number {
		return diffDays(work.wished.start, this.windowOf(work).start);
	}

	hindrances(reference: string): readonly Hindrance[] {
		return this.#hindered.get(reference) ?? [];
	}

	/** The works with which one lies in one trench. */
	sharing(reference: string): TableWork[] {
		const window = this.#windows.get(reference);
		if (!window) return [];
		const where = (other: string) => this.#windows.get(other) ?? null;
		return this.#standing.sharing(reference, window, where).map((other) => this.works.get(other)!);
	}

	stand(work: TableWork): Stand {
		if (this.#hindered.has(work.reference)) return 'hindered';
		if (this.#windows.get(work.reference) === null) return 'unplaced';
		if (work.fixed) return 'fixed';
		return this.moved(work) === 0 ? 'wished' : 'moved';
	}

	/** Lays a bar on another day and judges it and all it has to do with, at once. */
	move(reference: string, start: string): void {
		const work = this.works.get(reference);
		if (!work || work.fixed || this.#windows.get(reference)?.start === start) return;
		this.#windows = laid(this.#windows, reference, startingOn(work, start));
		this.#judge(this.#standing.around(reference));
	}

	#all(): readonly TableWork[] {
		return this.proposal.works;
	}

	#judge(references: readonly string[]): void {
		this.#hindered = judged(this.#hindered, references, {
			windows: this.#windows,
			works: this.works,
			standing: this.#standing
		});
	}
}
