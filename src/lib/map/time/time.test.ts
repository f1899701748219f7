import { PbfWriter } from 'pbf';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SymbolRule } from '#lib/kernel/layer.ts';
import { openTile } from '../paint/tile.ts';
import { PALETTES } from '../style/palette.ts';
import type { MapLayer, MapTime } from '../types.ts';
import { compactTile } from './compact.ts';
import { drawDay } from './draw-day.ts';
import { heatField, heatRamp } from './heat.ts';
import { dayNumber, spellOf } from './spell.ts';
import { timeOf } from './time-of.ts';

const time: MapTime = {
	layer: 'digs',
	day: '2026-12-05',
	from: 'starts_on',
	to: 'ends_on',
	on: { field: 'kind', in: ['running'], until: '2026-12-10' }
};
const rules: SymbolRule[] = [
	{ when: { field: 'kind', in: ['running'] }, stroke: 'token:clash', width: 4 },
	{ stroke: 'token:dig', casing: 'token:dig-halo', width: 2 }
];

describe('the days of a feature', () => {
	const of = (values: Record<string, unknown>) => spellOf(time, (field) => values[field]);

	it('count since 1970 and compare as days do', () => {
		expect(dayNumber('1970-01-02')).toBe(1);
		expect(dayNumber('soon')).toBeNaN();
		fc.assert(
			fc.property(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }), (date) => {
				expect(dayNumber(date.toISOString())).toBe(Math.floor(date.getTime() / 86_400_000));
			})
		);
	});

	it('go on for what runs late, and are none without dates', () => {
		expect(of({ starts_on: '2026-12-01', ends_on: '2026-12-04', kind: 'granted' })[1]).toBe(
			dayNumber('2026-12-04')
		);
		expect(of({ starts_on: '2026-12-01', ends_on: '2026-12-04', kind: 'running' })[1]).toBe(
			dayNumber('2026-12-10')
		);
		expect(of({ starts_on: '2026-12-01', ends_on: '2026-12-20', kind: 'running' })[1]).toBe(
			dayNumber('2026-12-20')
		);
		expect(of({ kind: 'running' })).toEqual([Infinity, -Infinity]);
	});
});

describe('the picture of a day', () => {
	it('has the lines that are there, each under its own rule', () => {
		const tile = openTile(
			aTile([
				{ starts_on: '2026-12-01', ends_on: '2026-12-05', kind: 'granted' },
				{ starts_on: '2026-12-06', ends_on: '2026-12-09', kind: 'granted' },
				{ starts_on: '2026-12-01', ends_on: '2026-12-02', kind: 'running' }
			])
		)!;
		const compact = compactTile(tile, { time, heat: null, rules, zoom: 15 });
		expect([...compact.rule]).toEqual([1, 1, 0]);
		expect([...compact.starts]).toEqual([0, 2, 4, 6]);
		expect([...compact.xy.slice(0, 4)]).toEqual([10, 20, 110, 70]);
		const drawn = (day: string, until?: string) => {
			const canvas = new Paper();
			const request = {
				id: 1,
				heat: null,
				time: { ...time, day, ...(until ? { until } : {}) },
				extent: [0, 0, 100, 100] as const,
				width: 100,
				height: 100,
				tiles: [],
				rules,
				palette: PALETTES.light,
				zoom: 15,
				pixelRatio: 1
			};
			const count = drawDay(canvas as never, [{ tile: compact, extent: [0, 0, 4096, 4096] }], request);
			return { count, lines: canvas.lines };
		};
		expect(drawn('2026-12-05').count).toBe(2);
		// Its halo, then itself, then the one on top.
		expect(drawn('2026-12-05').lines).toEqual([
			[10, 20 - 4096 + 100, 110, 70 - 4096 + 100],
			[10, 20 - 4096 + 100, 110, 70 - 4096 + 100],
			[10, 20 - 4096 + 100, 110, 70 - 4096 + 100]
		]);
		expect(drawn('2026-12-11').count).toBe(0);
		expect(drawn('2026-12-04', '2026-12-07').count).toBe(3);
	});
});

describe('which layers show a day', () => {
	const layer = (def: Partial<MapLayer>) => ({ id: 'x', ...def }) as MapLayer;
	const days = { from: 'from_on', to: 'to_on' };
	it('the one that is asked for, those that follow it, and heat always', () => {
		expect(timeOf(layer({ id: 'digs' }), time)).toBe(time);
		expect(timeOf(layer({}), time)).toBeUndefined();
		expect(timeOf(layer({ days }), time)).toEqual({ layer: 'x', day: '2026-12-05', ...days });
		expect(timeOf(layer({ days }), null)).toBeUndefined();
		const heat = { field: 'nuisance', most: 5 };
		expect(timeOf(layer({ heat }), null)).toBeNull();
		expect(timeOf(layer({ heat, days }), { ...time, until: '2026-12-07' })).toMatchObject({
			until: '2026-12-07',
			from: 'from_on'
		});
	});
});

describe('heat', () => {
	const heat = { field: 'nuisance', most: 5 };
	const wide = { extent: [0, 0, 4096, 4096] as const, width: 1024, height: 1024, pixelRatio: 1 };
	/** A long line through the middle of the tile, as hot as that. */
	const tileOf = (...works: { nuisance: number; starts_on?: string }[]) =>
		compactTile(
			openTile(
				aTile(
					works.map(({ nuisance, starts_on = '2026-12-01' }) => ({
						nuisance: String(nuisance),
						starts_on,
						ends_on: '2026-12-20',
						kind: 'granted'
					})),
					// From 0, 2048 to 4096, 2048.
					[9, 0, 4096, 10, 8192, 0]
				)
			)!,
			{ time, heat, rules, zoom: 12 }
		);
	const fieldOf = (tile: ReturnType<typeof tileOf>, day: string | null = '2026-12-05') =>
		heatField([{ tile, extent: [0, 0, 4096, 4096] }], {
			...wide,
			time: day === null ? null : { ...time, day }
		});
	const middle = ({ values, width, height }: ReturnType<typeof heatField>) =>
		values[Math.floor(height / 2) * width + Math.floor(width / 2)]!;

	it('is about 1 in the middle of the hottest line, adds up, and fades away from it', () => {
		const hottest = middle(fieldOf(tileOf({ nuisance: 5 })));
		expect(hottest).toBeGreaterThan(0.8);
		expect(hottest).toBeLessThan(1.1);
		expect(middle(fieldOf(tileOf({ nuisance: 2.5 })))).toBeCloseTo(hottest / 2, 5);
		expect(middle(fieldOf(tileOf({ nuisance: 2.5 }, { nuisance: 1 })))).toBeCloseTo(hottest * 0.7, 5);
		const { values, width, height } = fieldOf(tileOf({ nuisance: 5 }));
		const column = Array.from({ length: height / 2 }, (_, row) => values[row * width + width / 2]!);
		expect(column[0]).toBe(0);
		expect(column.every((value, i) => i === 0 || value >= column[i - 1]! - 1e-6)).toBe(true);
	});

	it('has only what is there on the day, or everything', () => {
		const tile = tileOf({ nuisance: 5 }, { nuisance: 5, starts_on: '2026-12-10' });
		expect(fieldOf(tile).counted).toBe(1);
		expect(fieldOf(tile, '2026-12-12').counted).toBe(2);
		expect(fieldOf(tile, '2027-01-01').counted).toBe(0);
		expect(fieldOf(tile, null).counted).toBe(2);
	});

	it('rises through the colours of the rules, faint at first', () => {
		const ramp = heatRamp(rules, PALETTES.light);
		const at = (i: number) => [...ramp.slice(i * 4, i * 4 + 3)];
		const ink = (hex: string) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16));
		expect(at(0)).toEqual(ink(PALETTES.light.dig));
		expect(at(255)).toEqual(ink(PALETTES.light.clash));
		expect(ramp[3]).toBe(0);
		expect(ramp[255 * 4 + 3]).toBeGreaterThan(ramp[40 * 4 + 3]!);
	});
});

/** Writes down what is stroked. */
class Paper {
	lines: number[][] = [];
	#path: number[][] = [];
	beginPath = () => (this.#path = []);
	moveTo = (x: number, y: number) => this.#path.push([x, y]);
	lineTo = (x: number, y: number) => this.#path.at(-1)!.push(x, y);
	stroke = () => this.lines.push(...this.#path);
	setLineDash = () => undefined;
}

/** A tile of one line each, with attributes; by itself it moves to 10, 20 and goes 100 to the right and 50 down. */
function aTile(features: Record<string, string>[], line = [9, 20, 40, 10, 200, 100]): ArrayBuffer {
	const keys = Object.keys(features[0]!);
	const values = [...new Set(features.flatMap((f) => Object.values(f)))];
	const pbf = new PbfWriter();
	pbf.writeMessage(
		3,
		(_, layer) => {
			layer.writeStringField(1, 'digs');
			for (const feature of features)
				layer.writeMessage(
					2,
					(_, out) => {
						out.writePackedVarint(
							2,
							Object.entries(feature).flatMap(([k, v]) => [keys.indexOf(k), values.indexOf(v)])
						);
						out.writeVarintField(3, 2);
						out.writePackedVarint(4, line);
					},
					null
				);
			for (const key of keys) layer.writeStringField(3, key);
			for (const value of values) layer.writeMessage(4, (_, out) => out.writeStringField(1, value), null);
			layer.writeVarintField(5, 4096);
			layer.writeVarintField(15, 2);
		},
		null
	);
	return Uint8Array.from(pbf.finish()).buffer;
}
