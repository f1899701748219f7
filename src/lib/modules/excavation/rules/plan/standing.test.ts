import { describe, expect, it } from 'vitest';
import { PlanStanding, startingOn, type TableWork } from './index.ts';

const work = (reference: string, start: string, end: string, more: Partial<TableWork> = {}): TableWork => ({
	reference,
	title: reference,
	promoter: { ar: reference, en: reference },
	organisation: reference,
	category: 'standard',
	state: 'planned',
	version: 1,
	wished: { start, end },
	window: { start, end },
	fixed: false,
	unplaced: null,
	earliest: '2026-12-03',
	latest: '2026-12-25',
	closures: [],
	component: 0,
	street: null,
	geometry: { type: 'Point', coordinates: [0, 0] },
	...more
});
const works = [
	work('a', '2026-12-10', '2026-12-12'),
	work('b', '2026-12-13', '2026-12-14', {
		closures: [{ kind: 'embargo', by: 'match', start: '2026-12-20', end: '2026-12-21' }]
	}),
	work('c', '2026-12-16', '2026-12-17', { organisation: 'b' }),
	work('far', '2026-12-10', '2026-12-12', { organisation: 'b', component: 1 })
];
const standing = new PlanStanding({ works, pairs: [['a', 'b']], sharable: [], crews: 1 });
const stand = (reference: string) => works.find((w) => w.reference === reference)!.window;
const b = (start: string) => standing.hindrances('b', startingOn(works[1]!, start), stand);

describe('a bar that is dragged', () => {
	it('is free where it stood', () => expect(b('2026-12-13')).toEqual([]));
	it.each([
		['2026-12-12', { kind: 'clash', with: 'a' }],
		['2026-12-15', { kind: 'crew', with: 'c' }],
		['2026-12-19', { kind: 'closed', with: 'match' }],
		['2026-12-02', { kind: 'early', with: null }],
		['2026-12-26', { kind: 'late', with: null }]
	])('on %s is hindered', (start, hindrance) => {
		expect(b(start)).toEqual([hindrance]);
	});
	it('changes the state of those it has to do with, and of no other', () => {
		expect(standing.around('b').sort()).toEqual(['a', 'b', 'c']);
		expect(standing.around('far')).toEqual(['far']);
	});
	it('shares a trench where the shorter lies within the other, and crosses it elsewhere', () => {
		const open = new PlanStanding({ works, pairs: [['a', 'b']], sharable: [['a', 'b']], crews: 1 });
		const at = (start: string) => startingOn(works[1]!, start);
		expect(open.hindrances('b', at('2026-12-11'), stand)).toEqual([]);
		expect(open.sharing('b', at('2026-12-11'), stand)).toEqual(['a']);
		expect(open.hindrances('b', at('2026-12-12'), stand)).toEqual([{ kind: 'clash', with: 'a' }]);
		expect(open.sharing('b', at('2026-12-12'), stand)).toEqual([]);
		expect(open.sharing('b', at('2026-12-13'), stand)).toEqual([]);
	});
	it('has its own days, as long as wished', () => {
		expect(startingOn(works[0]!, '2026-12-30')).toEqual({ start: '2026-12-30', end: '2027-01-01' });
	});
});
