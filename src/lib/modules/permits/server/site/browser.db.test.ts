import { chromium } from '@playwright/test';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROWSER_ARGS, findBrowser } from '../../../../../../tests/browser.ts';
import {
	judgeScript,
	placesScript,
	type Judge,
	type Places
} from '../../../../../../tests/builders/judge-in-browser.ts';
import { RED_BELT } from '../../../../../../tests/builders/known-points.ts';
import { aHolder, type Holder } from '../../../../../../tests/builders/planners.ts';
import { numbersFrom, randomPlot, storeys } from '../../../../../../tests/builders/random-plots.ts';
import { REAL, testPlatform, type TestPlatform } from '../../../../../../tests/db/support.ts';
import type { Surface } from '../../rules/index.ts';
import { checkPermit, siteStatement } from '../index.ts';

/** More by DIWAN_CASES=10000. */
const CASES = Number(process.env.DIWAN_CASES ?? (REAL ? 100 : 20));
/** Buildings that are tried on one plot. */
const ON_A_PLOT = 10;
const DAY = '2026-11-22';

let p: TestPlatform;
let officer: Holder;

beforeAll(async () => {
	p = await testPlatform();
	officer = await aHolder(p, 'north', { role: 'reviewer' });
}, 180_000);
afterAll(() => p.close());

async function put(layer: string, name: string, geometry: Surface, props: Record<string, unknown> = {}) {
	const { rows } = await p.pool.query<{ id: string }>(
		`insert into ${layer} (source, source_id, name_ar, props, geom) values ('test', $1, $1, $2,
			st_multi(st_setsrid(st_geomfromgeojson($3), 22992))) returning id::text`,
		[name, JSON.stringify(props), JSON.stringify(geometry)]
	);
	return rows[0]!.id;
}

const ringOf = (surface: Surface) => surface.coordinates[0] as [number, number][];
const middleOf = (ring: [number, number][]) =>
	[0, 1].map((i) => ring.slice(0, -1).reduce((sum, c) => sum + c[i]!, 0) / (ring.length - 1));

/** The building of another plot, brought to where this one's stands. */
function movedTo(plot: Surface, building: Surface): Surface {
	const [[x, y], [bx, by]] = [middleOf(ringOf(plot)), middleOf(ringOf(building))] as [number[], number[]];
	const moved = ringOf(building).map(([px, py]) => [px - bx! + x!, py - by! + y!]);
	return { type: 'Polygon', coordinates: [moved] };
}

test(`on ${CASES} random cases a real browser, with what the server sent of the site, says what the server says`, async () => {
	const next = numbersFrom(23);
	const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: await judgeScript(), type: 'module' });
		await page.waitForFunction(() => 'judge' in window);
		const met = { pass: 0, fail: 0 };
		for (let done = 0; done < CASES; done += ON_A_PLOT) {
			const plot = randomPlot(next);
			await p.pool.query('truncate parcels, right_of_way, zones');
			for (const { id, right_of_way } of plot.streets!) await put('right_of_way', `شارع ${id}`, right_of_way);
			await put('zones', 'zone', plot.parcel, { front_setback_m: 2 + next(), rear_setback_m: 2, side_setback_m: 1, max_coverage_pct: 65, floor_area_ratio: 1.2 }); // prettier-ignore
			const parcel_id = await put('parcels', 'plot', plot.parcel);
			const { site } = JSON.parse(
				JSON.stringify(await siteStatement(officer.ctx, { parcel: parcel_id, on: DAY }))
			) as { site: Parameters<Judge['proposalOn']>[0] };
			const buildings = Array.from({ length: ON_A_PLOT }, (_, i) => ({
				footprint: i === 0 ? (plot.footprint as Surface) : movedTo(plot.parcel, randomPlot(next).footprint as Surface),
				floors: 1 + Math.floor(next() * 8),
				height_m: 3 + next() * 25,
				...(i % 2 ? storeys(numbersFrom(done + i), 8) : {})
			})); // prettier-ignore
			const inBrowser = await page.evaluate(
				({ site, buildings }) => {
					const { judge } = window as unknown as { judge: Judge };
					return buildings.map((b) =>
						judge.checkProposal(judge.proposalOn(site, { ...judge.NOTHING_BUILT, ...b }))
					);
				},
				{ site, buildings }
			);
			for (const [i, building] of buildings.entries()) {
				const { results } = await checkPermit(officer.ctx, { parcel_id, on: DAY, ...building });
				const said = results.map(({ title: _t, subject_title: _s, reason_title: _r, ...line }) => line);
				expect(inBrowser[i], `case ${done + i}`).toEqual(JSON.parse(JSON.stringify(said)));
				for (const { status } of results) if (status !== 'not_checked') met[status]++;
			}
		}
		expect(met.pass).toBeGreaterThan(CASES);
		expect(met.fail).toBeGreaterThan(CASES / 2);
	} finally {
		await browser.close();
	}
}, 900_000);

test('a real browser places the known points of Egypt in the Red Belt to 1 cm, both ways', async () => {
	const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: await placesScript(), type: 'module' });
		await page.waitForFunction(() => 'places' in window);
		const off = await page.evaluate((points) => {
			const { transform } = (window as unknown as { places: Places }).places;
			const metres = ([x, y]: readonly number[], [e, n]: readonly number[]) => Math.hypot(x! - e!, y! - n!);
			return points.map(([name, wgs84, belt]) => {
				const [lon, lat] = transform(22992, 4326, belt);
				const back = [(lon - wgs84[0]) * 111_320, (lat - wgs84[1]) * 110_950];
				return [name, metres(transform(4326, 22992, wgs84), belt), Math.hypot(back[0]!, back[1]!)] as const;
			});
		}, RED_BELT);
		expect(off.map(([name]) => name)).toEqual(RED_BELT.map(([name]) => name));
		for (const [name, there, back] of off) {
			expect(there, name).toBeLessThan(0.01);
			expect(back, name).toBeLessThan(0.01);
		}
	} finally {
		await browser.close();
	}
}, 120_000);
