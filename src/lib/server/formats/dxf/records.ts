import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';
import { groups, type Group } from './groups.ts';

/** An entity or a header variable with its groups, in order. */
export interface DxfRecord {
	section: string;
	type: string;
	groups: Group[];
}

/** The records of the sections wanted, one at a time; a drawing that stops before `EOF` is `file_truncated`. */
export async function* dxfRecords(
	source: ByteSource,
	encoding: string,
	sections: readonly string[],
	limits: ReadLimits
): AsyncGenerator<DxfRecord, void> {
	let section = '';
	let opening = false;
	let current: DxfRecord | undefined;
	let ended = false;
	for await (const piece of groups(source, encoding)) {
		for (const group of piece) {
			const [code, value] = group;
			if (opening && code === 2) {
				section = value.trim();
				opening = false;
				continue;
			}
			// In the header a variable begins with 9, elsewhere a record begins with 0.
			if (code === 0 || (code === 9 && section === 'HEADER')) {
				if (current) yield current;
				current = undefined;
				const type = value.trim();
				if (type === 'SECTION') opening = true;
				else if (type === 'ENDSEC') section = '';
				else if (type === 'EOF') ended = true;
				else if (sections.includes(section)) current = { section, type, groups: [] };
			} else if (current) {
				if (current.groups.length >= 5 * limits.elements)
					refuse('file_too_many_vertices', { what: 'vertices' });
				current.groups.push(group);
			}
		}
	}
	if (!ended) refuse('file_truncated', { part: 'EOF' });
}

export function text(record: DxfRecord, code: number): string | undefined {
	return record.groups.find((g) => g[0] === code)?.[1];
}

/** A number of the record; 0 when it is missing, as the format has it; NaN when something else stands there, or nothing. */
export function num(record: DxfRecord, code: number, missing = 0): number {
	const value = text(record, code);
	return value === undefined ? missing : numberOf(value);
}

const NUMBER = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** What a group says as a number. An empty one is none: the corner of a plot does not stand at 0 for want of a number. */
export function numberOf(value: string): number {
	return NUMBER.test(value) ? Number(value) : NaN;
}
