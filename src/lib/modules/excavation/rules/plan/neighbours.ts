import type { Bbox } from '#lib/kernel/crs.ts';
import { distanceBetween, outlineOf } from '#lib/kernel/distance.ts';
import { bboxOf } from '#lib/kernel/geometry.ts';

/** A work's place: its geometry in planar metres (EPSG:22992) and rule C1's buffer around it. */
export interface Zone {
	id: string;
	geometry: GeoJSON.Geometry;
	buffer_m: number;
}

/** Metres of a cell of the grid by which zones are found. */
const CELL = 100;

/** Every pair of works whose zones touch: their distance is at most the sum of their buffers (rule C1). */
export function touching(zones: readonly Zone[]): [string, string][] {
	const placed = zones.flatMap((zone) => {
		const box = bboxOf(zone.geometry);
		return box ? [{ ...zone, box: widened(box, zone.buffer_m), outline: outlineOf(zone.geometry) }] : [];
	});
	const cells = new Map<string, number[]>();
	const found: [string, string][] = [];
	placed.forEach((zone, i) => {
		const seen = new Set<number>();
		for (const cell of cellsOf(zone.box)) {
			const there = cells.get(cell) ?? [];
			there.forEach((j) => seen.add(j));
			cells.set(cell, [...there, i]);
		}
		for (const j of [...seen].sort((a, b) => a - b)) {
			const other = placed[j]!;
			if (!boxesMeet(zone.box, other.box)) continue;
			if (distanceBetween(zone.outline, other.outline) <= zone.buffer_m + other.buffer_m)
				found.push([other.id, zone.id]);
		}
	});
	return found;
}

function widened([west, south, east, north]: Bbox, by: number): Bbox {
	return [west - by, south - by, east + by, north + by];
}

function boxesMeet(a: Bbox, b: Bbox): boolean {
	return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];
}

function* cellsOf(box: Bbox): Generator<string> {
	const [west, south, east, north] = box.map((n) => Math.floor(n / CELL)) as [number, number, number, number];
	for (let x = west; x <= east; x++) for (let y = south; y <= north; y++) yield `${x} ${y}`;
}
