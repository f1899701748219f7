/** One element of well-known text of a coordinate reference system: `UNIT["metre",1]`. */
export interface WktNode {
	keyword: string;
	values: (string | number)[];
	children: WktNode[];
}

const MAX_LENGTH = 20_000;
const MAX_DEPTH = 24;
const TOKEN = /\s*(?:"((?:[^"]|"")*)"|([[(])|([\])])|(,)|([^\s"[\](),]+))/y;

/** Reads WKT1, WKT2 or the text of a .prj file into a tree; null when it is not well-known text. */
export function parseWkt(text: string): WktNode | null {
	if (text.length > MAX_LENGTH) return null;
	const root: WktNode = { keyword: '', values: [], children: [] };
	const open: WktNode[] = [root];
	TOKEN.lastIndex = 0;
	let word: string | undefined;
	while (TOKEN.lastIndex < text.trimEnd().length) {
		const match = TOKEN.exec(text);
		const parent = open.at(-1);
		if (!match || !parent) return null;
		const [, quoted, opening, closing, comma, bare] = match;
		if (opening) {
			if (word === undefined || open.length > MAX_DEPTH) return null;
			const node: WktNode = { keyword: word.toUpperCase(), values: [], children: [] };
			parent.children.push(node);
			open.push(node);
			word = undefined;
			continue;
		}
		if (word !== undefined) parent.values.push(value(word));
		word = undefined;
		if (closing) open.pop();
		else if (quoted !== undefined) parent.values.push(quoted.replaceAll('""', '"'));
		else if (!comma) word = bare;
	}
	return open.length === 1 && root.children.length === 1 ? (root.children[0] ?? null) : null;
}

/** The first element with one of the keywords among the children, or null. */
export function child(node: WktNode | null, ...keywords: string[]): WktNode | null {
	return node?.children.find((candidate) => keywords.includes(candidate.keyword)) ?? null;
}

function value(word: string): string | number {
	const number = Number(word);
	return Number.isFinite(number) ? number : word;
}
