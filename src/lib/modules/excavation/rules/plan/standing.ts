import { addDays, diffDays } from '#lib/kernel/dates.ts';
import type { Window } from '../types.ts';
import type { Proposal, TableWork } from './proposal.ts';

/** Something that keeps a work from standing where it stands. `with` is a reference or a name. */
export interface Hindrance {
	kind: 'clash' | 'crew' | 'closed' | 'early' | 'late';
	with: string | null;
}

/** Where the works of a plan stand at this moment, and what is wrong with each. */
export class PlanStanding {
	private readonly works: Map<string, TableWork>;
	private readonly touching = new Map<string, string[]>();
	private readonly sharable = new Map<string, string[]>();
	private readonly colleagues = new Map<string, string[]>();
	private readonly crews: number;

	constructor({ works, pairs, sharable, crews }: Pick<Proposal, 'works' | 'pairs' | 'sharable' | 'crews'>) {
		this.works = new Map(works.map((w) => [w.reference, w]));
		this.crews = crews;
		const note = (map: Map<string, string[]>, key: string, value: string) => {
			const known = map.get(key);
			if (known) known.push(value);
			else map.set(key, [value]);
		};
		const noteBoth = (map: Map<string, string[]>, [a, b]: readonly [string, string]) => {
			note(map, a, b);
			note(map, b, a);
		};
		for (const pair of pairs) noteBoth(this.touching, pair);
		for (const pair of sharable) noteBoth(this.sharable, pair);
		for (const w of works) if (w.component !== null) note(this.colleagues, crewOf(w), w.reference);
	}

	/**
	 * Everything in the way of a work that begins on a day, beside the others where they stand.
	 * @param where the days of the other works; null = not placed.
	 */
	hindrances(reference: string, window: Window, where: (reference: string) => Window | null): Hindrance[] {
		const work = this.works.get(reference)!;
		const found: Hindrance[] = [];
		if (window.start < work.earliest) found.push({ kind: 'early', with: null });
		if (window.start > work.latest) found.push({ kind: 'late', with: null });
		for (const c of work.closures) if (meet(c, window)) found.push({ kind: 'closed', with: c.by });
		const open = (other: string) => {
			const there = where(other);
			return other !== reference && there !== null && meet(there, window);
		};
		const sharing = this.sharing(reference, window, where);
		const clashing = (this.touching.get(reference) ?? []).filter((o) => open(o) && !sharing.includes(o));
		found.push(...clashing.map((other): Hindrance => ({ kind: 'clash', with: other })));
		if (work.component === null) return found;
		const busy = (this.colleagues.get(crewOf(work)) ?? []).filter(open);
		if (busiest(busy.map((other) => where(other)!)) >= this.crews)
			for (const other of busy) if (!clashing.includes(other)) found.push({ kind: 'crew', with: other });
		return found;
	}

	/** The works with which one that begins on a day lies in one trench: the shorter within the days of the other. */
	sharing(reference: string, window: Window, where: (reference: string) => Window | null): string[] {
		return (this.sharable.get(reference) ?? []).filter((other) => {
			const there = where(other);
			return there !== null && (within(window, there) || within(there, window));
		});
	}

	/** Works whose state changes when this one moves: it and all it has to do with. */
	around(reference: string): string[] {
		const work = this.works.get(reference)!;
		const colleagues = work.component === null ? [] : (this.colleagues.get(crewOf(work)) ?? []);
		return [...new Set([reference, ...(this.touching.get(reference) ?? []), ...colleagues])];
	}
}

/** The days of a work that begins on another day. */
export function startingOn({ wished }: Pick<TableWork, 'wished'>, start: string): Window {
	return { start, end: addDays(start, diffDays(wished.start, wished.end)) };
}

const crewOf = (work: TableWork) => `${work.component} ${work.organisation}`;

function meet(a: { start: string; end: string }, b: { start: string; end: string }): boolean {
	return a.start <= b.end && b.start <= a.end;
}

function within(inner: Window, outer: Window): boolean {
	return outer.start <= inner.start && inner.end <= outer.end;
}

/** The most of these periods that share a day. */
function busiest(windows: readonly Window[]): number {
	return Math.max(
		0,
		...windows.map((w) => windows.filter((o) => o.start <= w.start && w.start <= o.end).length)
	);
}
