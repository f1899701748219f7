import { addDays, today as todayInEgypt } from '#lib/kernel/dates.ts';
import type { Box } from '#lib/map/types.ts';
import type { Grouping, Timeline, TimelineGroup, Window } from '../../rules/index.ts';
import { call, Problem } from '../api.ts';
import { byReference, joined } from './lanes.ts';
import { nearestWork } from './nearest.ts';

/** Days that are seen at once: four weeks, a quarter, a year. */
export const REACHES = [28, 91, 364] as const;
export type Reach = (typeof REACHES)[number];

/** Works asked for at once; further ones when they are wanted. */
const PAGE = 5000;
/** Of the days, so much lies before the day that counts. */
const BEFORE = 4;

/** The timeline beside the map: what is on it, and what is pointed at on either side. */
export class TimelineDesk {
	/** Null: put away. */
	by = $state<Grouping | null>(null);
	reach = $state<Reach>(91);
	/** The first day. */
	first = $state(todayInEgypt());
	found = $state.raw<Timeline | null>(null);
	loading = $state(false);
	/** The server could not be asked. */
	failed = $state(false);
	/** Chosen on the timeline or the map, by reference. */
	chosen = $state<string | null>(null);
	hovered = $state<string | null>(null);
	readonly works = $derived.by(() => byReference(this.found?.groups ?? []));
	/** What the map marks. */
	readonly marked = $derived.by(() => {
		const shapes = [this.chosen, this.hovered].flatMap((ref) => this.works.get(ref ?? '')?.geometry ?? []);
		return this.by === null || shapes.length === 0 ? null : shapes;
	});
	#asking: AbortController | null = null;

	get window(): Window {
		return { start: this.first, end: addDays(this.first, this.reach - 1) };
	}

	/** Turns the page so that a day is in sight. */
	show(day: string): void {
		const { start, end } = this.window;
		if (day < start || day > end) this.first = addDays(day, -Math.floor(this.reach / BEFORE));
	}

	/** As many days as that, about a day. */
	resize(reach: Reach, day: string): void {
		this.reach = reach;
		this.first = addDays(day, -Math.floor(reach / BEFORE));
	}

	/** Asks for the works of a box (WGS84); a later question overtakes an earlier one. */
	async ask(box: Box): Promise<void> {
		await this.#load(box, null);
	}

	/** The works after those that are there. */
	async more(box: Box): Promise<void> {
		await this.#load(box, this.found);
	}

	/** Points at the work nearest to a place of the map, if one is as near as that (degrees); null: at none. */
	point(at: readonly [number, number] | null, reach: number, days: Window): void {
		if (!at || this.by === null) return void (this.hovered = null);
		const open = this.works.values().filter(({ window: w }) => w.start <= days.end && w.end >= days.start);
		this.hovered = nearestWork(open, at, reach)?.reference ?? null;
	}

	async #load(box: Box, before: Timeline | null): Promise<void> {
		const { by } = this;
		if (by === null) return;
		this.#asking?.abort();
		const asking = (this.#asking = new AbortController());
		const query = questionOf(this.window, by, box, before?.next_cursor);
		this.loading = true;
		try {
			const page = await call<Timeline>('GET', `timeline?${query}`, { signal: asking.signal });
			this.found = before ? together(before, page) : page;
			this.failed = false;
		} catch (thrown) {
			if (thrown instanceof Problem) this.failed = true;
		} finally {
			if (this.#asking === asking) this.loading = false;
		}
	}
}

function questionOf({ start, end }: Window, by: Grouping, box: Box, cursor: string | null = null): string {
	const bbox = box.map((n) => n.toFixed(6)).join(',');
	const after = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
	return `from=${start}&to=${end}&by=${by}&bbox=${bbox}&limit=${PAGE}${after}`;
}

function together(before: Timeline, page: Timeline): Timeline {
	const groups = joined(before.groups, page.groups) as TimelineGroup[];
	return { ...page, groups, shown: before.shown + page.shown };
}
