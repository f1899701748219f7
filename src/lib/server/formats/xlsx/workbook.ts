import { refuse } from '../refuse.ts';
import { xmlRecords } from '../xml/events.ts';
import type { ByteSource } from '../io/bytes.ts';
import type { ReadLimits } from '../types.ts';
import { sharedStrings } from './strings.ts';
import { dayStyles } from './styles.ts';

export interface Sheet {
	name: string;
	part: ByteSource;
}

/** What the cells of all sheets refer to. */
export interface Workbook {
	/** Visible ones first. */
	sheets: Sheet[];
	strings: string[];
	/** By the number of a cell's style. */
	days: boolean[];
	from1904: boolean;
}

const FOLDER = 'xl/';

/** Opens the parts of a workbook; `members` are those of its archive. @throws DomainError `file_*`, `too_large`. */
export async function openWorkbook(members: readonly ByteSource[], limits: ReadLimits): Promise<Workbook> {
	const part = (name: string) => members.find((m) => m.name.toLowerCase() === name.toLowerCase());
	const main = part(`${FOLDER}workbook.xml`) ?? refuse('file_unreadable', { reason: 'workbook' });
	const targets = new Map<string, string>();
	const names: { name: string; id: string; hidden: boolean }[] = [];
	let from1904 = false;
	await each(part(`${FOLDER}_rels/workbook.xml.rels`), limits, (name, a) => {
		if (name === 'Relationship') targets.set(a['Id'] ?? '', a['Target'] ?? '');
	});
	await each(main, limits, (name, a) => {
		if (name === 'workbookPr') from1904 = a['date1904'] === '1' || a['date1904'] === 'true';
		if (name === 'sheet' && names.length < limits.fields)
			names.push({
				name: a['name'] ?? '',
				id: idOf(a),
				hidden: (a['state'] ?? 'visible') !== 'visible'
			});
	});
	const sheets = names.flatMap(({ name, id, hidden }) => {
		const target = targets.get(id) ?? '';
		const found = part(target.startsWith('/') ? target.slice(1) : FOLDER + target.replace(/^\.\//, ''));
		// Charts have sheets of their own.
		return found && /worksheets\//i.test(found.name) ? [{ name, part: found, hidden }] : [];
	});
	if (sheets.length === 0) refuse('file_unreadable', { reason: 'empty' });
	return {
		sheets: sheets.toSorted((a, b) => Number(a.hidden) - Number(b.hidden)),
		strings: await sharedStrings(part(`${FOLDER}sharedStrings.xml`), limits),
		days: await dayStyles(part(`${FOLDER}styles.xml`), limits),
		from1904
	};
}

async function each(
	source: ByteSource | undefined,
	limits: ReadLimits,
	open: (name: string, attributes: Record<string, string>) => void
): Promise<void> {
	if (source === undefined) return;
	const handler = { open, close: () => undefined, take: () => [] };
	for await (const _ of xmlRecords<never>(source, 'utf-8', limits, handler));
}

/** The reference into the relations; its prefix is whatever the writer chose. */
function idOf(attributes: Record<string, string>): string {
	return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}
