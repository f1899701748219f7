import { mapPositions } from '#lib/kernel/geometry.ts';
import type { Statement } from '#lib/modules/permits/ui/site/api.ts';
import { judgeScript, type Judge } from '../../builders/judge-in-browser.ts';
import { startBrowser } from '../map/browser.ts';

/** Milliseconds of one drag frame in the browser. */
export interface LiveFrames {
	vertices: number;
	neighbours: number;
	streets: number;
	frames: number;
	p50: number;
	p95: number;
	most: number;
	/** The same frame without judging: the outline moved and drawn as numbers only. */
	bare_p50: number;
}

/**
 * What judging costs on every frame in Chromium: the screen's own modules, a building of so many corners whose wall is
 * moved from frame to frame, on the surroundings that the server gave.
 */
export async function liveFrames(
	statement: Statement,
	vertices: number,
	frames: number
): Promise<LiveFrames> {
	const script = await judgeScript();
	const site = { ...statement.site, neighbours: manyOf(statement.site.neighbours ?? []) };
	const browser = await startBrowser();
	try {
		const page = await browser.newPage();
		await page.addScriptTag({ content: script, type: 'module' });
		await page.waitForFunction(() => 'judge' in window);
		const times = await page.evaluate(measureFrames, { site, vertices, frames });
		const of = (list: number[], share: number) =>
			[...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))]!;
		return {
			vertices,
			frames,
			neighbours: site.neighbours.length,
			streets: statement.site.streets?.length ?? 0,
			p50: of(times.judged, 0.5),
			p95: of(times.judged, 0.95),
			most: of(times.judged, 1),
			bare_p50: of(times.bare, 0.5)
		};
	} finally {
		await browser.close();
	}
}

/** Twenty neighbours: those that are there, and copies of them a street farther off. */
function manyOf(given: NonNullable<Statement['site']['neighbours']>): typeof given {
	const farther = (by: number) =>
		given.map((n) => ({
			...n,
			id: `${n.id}+${by}`,
			geometry: mapPositions(n.geometry, ([x = NaN, y = NaN]) => [x + by, y]) as typeof n.geometry
		}));
	return [...given, ...farther(45), ...farther(-45)].slice(0, 20);
}

/** Runs in the page. */
async function measureFrames({
	site,
	vertices,
	frames
}: {
	site: Statement['site'];
	vertices: number;
	frames: number;
}): Promise<{ judged: number[]; bare: number[] }> {
	const judge = (window as unknown as { judge: Judge }).judge;
	const corners = judge.cornersOf(site.plot.geometry);
	const middle = [0, 1].map((i) => corners.reduce((sum, c) => sum + c[i]!, 0) / corners.length);
	let house = Array.from({ length: vertices }, (_, i): [number, number] => {
		const angle = (i / vertices) * 2 * Math.PI;
		const reach = 8 + Math.cos(angle * 6);
		return [middle[0]! + reach * Math.cos(angle), middle[1]! + reach * Math.sin(angle)];
	});
	const times: { judged: number[]; bare: number[] } = { judged: [], bare: [] };
	let failed = 0;
	for (let frame = 0; frame < frames; frame++) {
		await new Promise(requestAnimationFrame);
		const judged = frame % 2 === 0;
		const began = performance.now();
		house = (judge.moveWall(house, 0, frame % 40 < 20 ? 0.05 : -0.05) ?? house) as [number, number][];
		const footprint = judge.polygonOf(house);
		if (judged) {
			const results = judge.checkProposal(
				judge.proposalOn(site, { ...judge.NOTHING_BUILT, footprint, floors: 3, height_m: 10 })
			);
			failed += results.filter((r) => r.status === 'fail').length;
		} else failed += JSON.stringify(footprint).length > 0 ? 0 : 1;
		times[judged ? 'judged' : 'bare'].push(performance.now() - began);
	}
	if (failed < 0) throw new Error('nothing was judged');
	return times;
}
