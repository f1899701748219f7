import { describe, expect, it } from 'vitest';
import { checkState, toggled, treeKey, treeLines, type TreeNode } from './tree.ts';

const work: TreeNode = {
	id: 'work',
	label: 'Work',
	children: [
		{ id: 'digs', label: 'Digs' },
		{ id: 'clashes', label: 'Clashes' },
		{ id: 'secret', label: 'Secret', disabled: true }
	]
};
const schools: TreeNode = { id: 'schools', label: 'Schools' };
const nodes = [work, schools];
const ids = (open: string[]) => treeLines(nodes, new Set(open)).map((line) => line.node.id);

describe('lines in view', () => {
	it('leave out what a closed branch holds', () => {
		expect(ids([])).toEqual(['work', 'schools']);
		expect(ids(['work'])).toEqual(['work', 'digs', 'clashes', 'secret', 'schools']);
	});

	it('know their level and place', () => {
		expect(treeLines(nodes, new Set(['work']))[2]).toMatchObject({
			level: 2,
			parent: 'work',
			place: 2,
			siblings: 3
		});
	});
});

describe('checking', () => {
	it('a branch tells of its leaves', () => {
		expect(checkState(work, new Set())).toBe('false');
		expect(checkState(work, new Set(['digs']))).toBe('mixed');
		expect(checkState(work, new Set(['digs', 'clashes']))).toBe('true');
	});

	it('a branch checks all it may, then unchecks them, and leaves the rest alone', () => {
		const all = toggled(work, new Set(['digs', 'schools']));
		expect([...all].toSorted()).toEqual(['clashes', 'digs', 'schools']);
		expect([...toggled(work, all)]).toEqual(['schools']);
	});
});

describe('keys', () => {
	const press = (
		at: string,
		key: string,
		open: string[] = ['work'],
		inward: 'ArrowLeft' | 'ArrowRight' = 'ArrowRight'
	) => treeKey(treeLines(nodes, new Set(open)), at, key, new Set(open), inward);

	it.each([
		['work', 'ArrowDown', { focus: 'digs' }],
		['work', 'ArrowUp', null],
		['work', 'ArrowRight', { focus: 'digs' }],
		['work', 'ArrowLeft', { close: 'work' }],
		['digs', 'ArrowLeft', { focus: 'work' }],
		['digs', 'ArrowRight', null],
		['digs', 'End', { focus: 'schools' }],
		['schools', 'Home', { focus: 'work' }],
		['schools', 'c', { focus: 'clashes' }],
		['schools', 'ArrowLeft', null],
		['gone', 'End', null]
	])('%s %s', (at, key, result) => expect(press(at, key)).toEqual(result));

	it('open a closed branch, mirrored in Arabic', () => {
		expect(press('work', 'ArrowRight', [])).toEqual({ open: 'work' });
		expect(press('work', 'ArrowLeft', [], 'ArrowLeft')).toEqual({ open: 'work' });
		expect(press('digs', 'ArrowRight', ['work'], 'ArrowLeft')).toEqual({ focus: 'work' });
	});
});
