import { xmlRecords } from '../xml/events.ts';
import type { ByteSource } from '../io/bytes.ts';
import type { ReadLimits } from '../types.ts';

/** Number formats that every workbook knows and that show days or times. */
const BUILT_IN = [[14, 22] as const, [27, 36] as const, [45, 47] as const, [50, 58] as const];

/** For each cell style by its index: are its numbers days? */
export async function dayStyles(source: ByteSource | undefined, limits: ReadLimits): Promise<boolean[]> {
	if (source === undefined) return [];
	const own = new Map<number, boolean>();
	const formats: number[] = [];
	let cells = false;
	const handler = {
		open(name: string, attributes: Record<string, string>) {
			if (name === 'cellXfs') cells = true;
			if (name === 'numFmt')
				own.set(Number(attributes['numFmtId']), showsDays(attributes['formatCode'] ?? ''));
			if (name === 'xf' && cells) formats.push(Number(attributes['numFmtId'] ?? 0));
		},
		close(name: string) {
			if (name === 'cellXfs') cells = false;
		},
		take: () => []
	};
	for await (const _ of xmlRecords<never>(source, 'utf-8', limits, handler));
	return formats.map((id) => own.get(id) ?? BUILT_IN.some(([from, to]) => from <= id && id <= to));
}

/** A format of days has a letter for day, month or year outside of quotes, colours and escapes. */
function showsDays(format: string): boolean {
	const bare = format.slice(0, 255).replace(/"[^"]*"|\[[^\]]*\]|\\.|_.|\*./g, '');
	return /[dmy]/i.test(bare) && !/[0#?]/.test(bare.replace(/[hs:.]0+/gi, ''));
}
