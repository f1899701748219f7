import { certificatePaper, issueStatement } from '#lib/modules/permits/server/index.ts';
import type { BenchPlot } from './cycle.ts';
import { percentile } from './figures.ts';
import type { House } from './house.ts';

/** Milliseconds from the click on a plot until the paper of its site statement is there: judged, issued, set as a PDF. */
export async function statementPapers(
	house: House,
	plots: readonly BenchPlot[]
): Promise<{ p50: number; most: number; kilobytes: number }> {
	const times: number[] = [];
	let bytes = 0;
	for (const [i, { id, district }] of plots.entries()) {
		const head = house.officer(district, 'head_of_engineering', i);
		const began = performance.now();
		const { answer } = await issueStatement(head, { parcel: id });
		const paper = await certificatePaper(head, answer.number, { origin: 'https://diwan.example' });
		times.push(performance.now() - began);
		bytes += paper.content.byteLength;
	}
	return {
		p50: percentile(times, 0.5),
		most: percentile(times, 1),
		kilobytes: Math.round(bytes / 1024 / plots.length)
	};
}
