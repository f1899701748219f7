import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import { textChunks } from '../text/stream.ts';

/** A DXF group: its code tells what the value is. */
export type Group = [code: number, value: string];

/** Longest line of a drawing that we accept, in characters. */
const LINE = 1_000_000;

/** The groups of a drawing, in pieces as they come from the stream; two lines make a group. */
export async function* groups(source: ByteSource, encoding: string): AsyncGenerator<Group[], void> {
	let rest = '';
	let code: number | undefined;
	for await (const chunk of textChunks(source, encoding)) {
		const lines = (rest + chunk).split('\n');
		rest = lines.pop() ?? '';
		if (rest.length > LINE) refuse('too_large', { limit: LINE });
		const found: Group[] = [];
		for (const line of lines) {
			if (code === undefined) code = codeOf(line);
			else {
				found.push([code, line.endsWith('\r') ? line.slice(0, -1) : line]);
				code = undefined;
			}
		}
		yield found;
	}
	if (rest.trim() !== '' && code !== undefined) yield [[code, rest.trimEnd()]];
}

function codeOf(line: string): number {
	const code = Number(line);
	if (!Number.isInteger(code) || line.trim() === '') refuse('file_unreadable', { reason: 'dxf' });
	return code;
}
