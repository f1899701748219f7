import type { HoldOptions } from '#lib/map/types.ts';
import type { RuleResult } from '../../rules/check/types.ts';
import type { Point } from '../../rules/plane/types.ts';
import type { Building } from '../../rules/site/types.ts';
import type { Grip } from '../../rules/site/walls.ts';
import type { Statement } from './api.ts';
import { toMetres } from './on-map.ts';

export type Judge = typeof import('./judge.ts');

/** Walls move by so many metres at a time: what a plan is drawn to. */
export const STEP_M = 0.05;
const FLOOR_M = 3.2;

/**
 * A building tried on a plot: judged here on every frame while a wall is dragged, by the functions that judge it on the
 * server, on the numbers that the server gave.
 */
export class Trial {
	readonly judge: Judge;
	readonly statement: Statement;
	corners = $state.raw<readonly Point[]>([]);
	floors = $state<number | null>(null);
	height_m = $state<number | null>(null);
	use = $state('');
	start = $state('');
	end = $state('');
	/** The wall that is held, or looked at in the panel. */
	held = $state<number | null>(null);
	/** Milliseconds that judging took last. */
	took_ms = 0;
	#grip: { grip: Grip; corners: readonly Point[]; from: Point } | null = null;
	readonly #before: (readonly Point[])[] = [];

	constructor(judge: Judge, statement: Statement) {
		this.judge = judge;
		this.statement = statement;
		const { rectangle, height, ceiling } = statement.facts;
		this.corners = judge.cornersOf(rectangle ?? statement.site.plot.geometry);
		const most = Math.min(height.height_m ?? Infinity, ceiling?.max_height_m ?? Infinity);
		const byHeight = Number.isFinite(most) ? Math.max(1, Math.floor(most / FLOOR_M)) : 2;
		this.floors = Math.max(1, Math.min(height.floors ?? Infinity, byHeight, this.#byRatio()));
		this.height_m = Number((this.floors * FLOOR_M).toFixed(2));
		this.use = statement.site.code.values.uses?.[0] ?? '';
	}

	readonly building: Building = $derived.by(() => {
		const { judge, corners, floors, height_m, use, start, end } = this;
		return {
			...judge.NOTHING_BUILT,
			footprint: corners.length >= 3 ? judge.polygonOf(corners) : null,
			...{ floors, height_m },
			use: use || null,
			works: start && end && start <= end ? { start, end } : null
		};
	});

	readonly results: RuleResult[] = $derived.by(() => {
		const began = performance.now();
		const found = this.judge.checkProposal(this.judge.proposalOn(this.statement.site, this.building));
		this.took_ms = performance.now() - began;
		return found;
	});

	/** The same building as the server is asked about it. */
	get question(): Record<string, unknown> {
		const { footprint, floors, height_m, use, works } = this.building;
		const { plot, on, code, place_by } = this.statement.site;
		return {
			...(plot.id ? { parcel_id: plot.id } : { parcel: plot.geometry, surroundings: true }),
			...{ footprint, floors, height_m, use, works, on },
			...(place_by === 'caller' ? { place: code.place } : {})
		};
	}

	/** Moves a wall straight out (in, when negative). @returns false where the building would fold over itself. */
	push(wall: number, metres: number): boolean {
		const moved = this.judge.moveWall(this.corners, wall, metres);
		if (moved) this.#set(moved);
		return moved !== null;
	}

	/** Another outline altogether. */
	replace(corners: readonly Point[]): void {
		this.#set(corners);
	}

	undo(): void {
		const last = this.#before.pop();
		if (last) this.corners = last;
	}

	/** How the map takes hold of corners and walls. */
	readonly holding: HoldOptions = {
		over: (at, metres) => {
			const grip = this.judge.gripAt(this.corners, toMetres(at), metres);
			return grip !== null;
		},
		grab: (at, metres) => {
			const from = toMetres(at);
			const grip = this.judge.gripAt(this.corners, from, metres);
			if (!grip) return false;
			this.#grip = { grip, corners: this.corners, from };
			this.#before.push(this.corners);
			this.held = grip.part === 'wall' ? grip.index : null;
			return true;
		},
		move: (at) => this.#drag(toMetres(at)),
		release: () => (this.#grip = null),
		undo: () => this.undo()
	};

	#drag(at: Point): void {
		if (!this.#grip) return;
		const { grip, corners, from } = this.#grip;
		const [dx, dy] = [at[0] - from[0], at[1] - from[1]];
		const moved =
			grip.part === 'wall'
				? this.judge.moveWall(corners, grip.index, outBy(this.judge.wallsOf(corners)[grip.index]!, dx, dy))
				: this.judge.moveCorner(corners, grip.index, [
						corners[grip.index]![0] + stepped(dx),
						corners[grip.index]![1] + stepped(dy)
					]);
		if (moved) this.corners = moved;
	}

	#set(corners: readonly Point[]): void {
		this.#before.push(this.corners);
		this.corners = corners;
	}

	/** Floors that the ratio allows on the outline as it stands. */
	#byRatio(): number {
		const ratio = this.statement.facts.limits.find((l) => l.name === 'floor_area_ratio')?.value;
		const { rectangle, area_m2 } = this.statement.facts;
		if (ratio === undefined || !rectangle) return Infinity;
		const [a, b, c] = this.corners as [Point, Point, Point];
		const built = Math.hypot(b[0] - a[0], b[1] - a[1]) * Math.hypot(c[0] - b[0], c[1] - b[1]);
		return Math.floor((ratio * area_m2) / built + 1e-6);
	}
}

/** How far out of a wall a move goes, in whole steps. */
function outBy({ a, b }: { a: Point; b: Point }, dx: number, dy: number): number {
	const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
	return stepped((dx * (b[1] - a[1]) - dy * (b[0] - a[0])) / length);
}

const stepped = (metres: number) => Number((Math.round(metres / STEP_M) * STEP_M).toFixed(2));
