import { refuse } from '../refuse.ts';

/** A node of well-known text for coordinate systems: `PROJCS["name", PARAMETER["x", 1]]`. */
export interface WktNode {
	keyword: string;
	values: (string | number)[];
	nodes: WktNode[];
}

const TOKEN =
	/\s*(?:"((?:[^"]|"")*)"|([A-Za-z_][A-Za-z0-9_]*)|([-+]?\d*\.?\d+(?:[eE][-+]?\d+)?)|([[\](),]))/y;

/** Parses WKT 1 (OGC and ESRI) and WKT 2; anything else is `crs_unknown`. Never longer than a few kilobytes. */
export function parseCrsWkt(text: string): WktNode {
	if (text.length > 20_000) refuse('crs_unknown', { name: text.slice(0, 60) });
	TOKEN.lastIndex = 0;
	const stack: WktNode[] = [{ keyword: '', values: [], nodes: [] }];
	let word: string | undefined;
	for (;;) {
		const at = TOKEN.lastIndex;
		const match = TOKEN.exec(text);
		if (match === null) {
			if (text.slice(at).trim() !== '' || stack.length !== 1) break;
			const root = stack[0]?.nodes[0];
			if (root === undefined) break;
			return root;
		}
		const [, quoted, keyword, number, mark] = match;
		const top = stack.at(-1);
		if (top === undefined || stack.length > 20) break;
		if (quoted !== undefined) top.values.push(quoted.replaceAll('""', '"'));
		else if (number !== undefined) top.values.push(Number(number));
		else if (keyword !== undefined) word = keyword;
		else if (mark === '[' || mark === '(') {
			const node: WktNode = { keyword: (word ?? '').toUpperCase(), values: [], nodes: [] };
			top.nodes.push(node);
			stack.push(node);
			word = undefined;
		} else {
			if (word !== undefined) top.values.push(word);
			word = undefined;
			if (mark === ']' || mark === ')') stack.pop();
		}
	}
	return refuse('crs_unknown', { name: text.slice(0, 60) });
}

/** The first node of one of these keywords, at any depth. */
export function findNode(node: WktNode, ...keywords: string[]): WktNode | undefined {
	if (keywords.includes(node.keyword)) return node;
	for (const inner of node.nodes) {
		const found = findNode(inner, ...keywords);
		if (found) return found;
	}
	return undefined;
}

/** All nodes of a keyword, at any depth. */
export function allNodes(node: WktNode, keyword: string): WktNode[] {
	return [...(node.keyword === keyword ? [node] : []), ...node.nodes.flatMap((n) => allNodes(n, keyword))];
}
