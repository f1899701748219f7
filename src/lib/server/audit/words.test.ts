import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { actionWords, detailWords, subjectWords } from './words.ts';

const SOURCES = globSync('src/{lib,cli,routes}/**/*.ts', { exclude: ['**/*.test.ts', '**/paraglide/**'] })
	.map((path) => ({ path, text: readFileSync(path, 'utf8') }))
	.filter(({ path }) => !/server\/(context|audit\/write)\.ts$/.test(path));

const CALLS = SOURCES.flatMap(({ path, text }) =>
	[...text.matchAll(/(?:\.audit|writeAudit)\(/g)].map((found) => ({
		where: `${basename(path)}:${text.slice(0, found.index).split('\n').length}`,
		text,
		call: argumentsFrom(text, found.index + found[0].length)
	}))
);

/** What stands between the brackets of a call. */
function argumentsFrom(text: string, start: number): string {
	let depth = 1;
	let end = start;
	for (; depth > 0 && end < text.length; end++) {
		if (text[end] === '(') depth++;
		if (text[end] === ')') depth--;
	}
	return text.slice(start, end - 1);
}

const literals = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map((m) => m[1]!);

/** The actions that a call can write: said in it, or made of what its module says. */
function actionsOf({ call, text }: (typeof CALLS)[number]): string[] {
	const said = literals(call.slice(0, call.search(/\btype:/)), /'([a-z_-]+\.[a-z_]+)'/g);
	if (said.length) return said;
	const all = SOURCES.map((s) => s.text).join('\n');
	if (call.includes('`dig.${recorded}`')) return literals(all, /recorded: '(\w+)'/g).map((r) => `dig.${r}`);
	if (call.includes('`permit.${action}`')) return PERMIT_ACTIONS.map((action) => `permit.${action}`);
	const [type] = typesOf(call);
	return /^\s*action,/.test(call) ? literals(text, new RegExp(`'(${type}\\.[a-z_]+)'`, 'g')) : [];
}

/** The tables of the calendar, as its schema lists them. */
const TABLES = SOURCES.filter(({ path }) => path.endsWith('excavation/rules/calendar/schema.ts')).flatMap(
	({ text }) => literals(/export const TABLES = \[(.*?)\]/s.exec(text)?.[1] ?? '', /'(\w+)'/g)
);

/** The steps of a permit, as its life lists them. */
const PERMIT_ACTIONS = SOURCES.filter(({ path }) =>
	/permits\/rules\/life\/((works|statement)-)?vocabulary\.ts$/.test(path)
).flatMap(({ text }) =>
	literals(/export const (?:PERMIT|WORKS|STATEMENT)_ACTIONS = \[(.*?)\]/s.exec(text)?.[1] ?? '', /'(\w+)'/g)
);

function typesOf(call: string): string[] {
	if (/type: `calendar_\$\{/.test(call)) return TABLES.map((t) => `calendar_${t}`);
	return literals(call, /\btype: '([a-z_-]+)'/g);
}

test('every action that is written down has words in both languages', () => {
	expect(CALLS.length).toBeGreaterThan(25);
	const written = new Set<string>();
	for (const call of CALLS) {
		const actions = actionsOf(call);
		expect(actions, `no action is read from the call at ${call.where}`).not.toEqual([]);
		for (const action of actions) {
			written.add(action);
			expect(actionWords(action, 'ar') ?? '', `${action}, ${call.where}`).toMatch(/[\u0600-\u06FF]{3}/);
			expect(actionWords(action, 'en') ?? '', `${action}, ${call.where}`).toMatch(/[A-Za-z]{3}/);
		}
	}
	for (const action of [
		'dig.edited',
		'dig.cancelled',
		'person.deactivated',
		'password.set',
		'session.refused'
	])
		expect(written).toContain(action);
});

test('every subject has words in both languages', () => {
	for (const { call, where } of CALLS) {
		const types = typesOf(call);
		expect(types, where).not.toEqual([]);
		for (const type of types) {
			expect(subjectWords(type, 'ar') ?? '', `${type}, ${where}`).toMatch(/[\u0600-\u06FF]{3}/);
			expect(subjectWords(type, 'en') ?? '', `${type}, ${where}`).toMatch(/[A-Za-z]{3}/);
		}
	}
});

test('what nobody worded has no words', () => {
	expect(actionWords('nobody.wrote_this', 'ar')).toBeUndefined();
	expect(subjectWords('nothing', 'en')).toBeUndefined();
});

test('details are told in words, codes and truths as well; what nobody worded stands as it was written', () => {
	const detail = { network: 'gas', area: false, parties: ['EX-2026-000001', 'EX-2026-000002'], reason: null };
	expect(detailWords(detail, 'ar')).toBe(
		'الشبكة: غاز · نطاق محدد: لا · الأطراف: EX-2026-000001، EX-2026-000002'
	);
	expect(detailWords({ layers: { units: 3 }, odd_one: 'x', state: 'no such state' }, 'en')).toBe(
		'Layers: Units 3 · odd_one: x · State: no such state'
	);
});
