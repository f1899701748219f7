import { refuse } from '../refuse.ts';
import { xmlRecords } from '../xml/events.ts';
import type { ByteSource } from '../io/bytes.ts';
import type { ReadLimits } from '../types.ts';

/** The texts that cells share, by their number. All of them stay in memory, so their length is limited. */
export async function sharedStrings(source: ByteSource | undefined, limits: ReadLimits): Promise<string[]> {
	if (source === undefined) return [];
	const strings: string[] = [];
	let text = '';
	let spoken = false;
	let length = 0;
	const handler = {
		open(name: string) {
			if (name === 'si') text = '';
			if (name === 'rPh') spoken = true;
		},
		close(name: string, content: string) {
			// How a text is spoken (Japanese) is not part of it.
			if (name === 'rPh') spoken = false;
			if (name === 't' && !spoken) text += text && content ? ` ${content}` : content;
			if (name !== 'si') return;
			if ((length += text.length) > limits.textLength) refuse('too_large', { limit: limits.textLength });
			if (strings.push(text) > limits.cells) refuse('too_large', { what: 'cells', limit: limits.cells });
		},
		take: () => []
	};
	for await (const _ of xmlRecords<never>(source, 'utf-8', limits, handler));
	return strings;
}
