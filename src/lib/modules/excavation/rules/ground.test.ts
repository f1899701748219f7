import { describe, expect, it } from 'vitest';
import { c4, c6, type GroundWork } from './index.ts';

const water: GroundWork = {
	category: 'standard',
	method: 'open_cut',
	connection: false,
	window: { start: '2027-03-01', end: '2027-03-10' }
};

describe('a protected pavement (C4)', () => {
	const paving = { protected_until: '2027-03-05' };
	it('is not opened before its protection ends', () => {
		expect(c4(water, paving)).toEqual({
			severity: 'block',
			window: { start: '2027-03-01', end: '2027-03-05' },
			free_from: '2027-03-06'
		});
		expect(c4(water, { protected_until: '2027-03-01' })?.window.end).toBe('2027-03-01');
		expect(c4(water, { protected_until: '2027-02-28' })).toBeNull();
	});
	it('does not stop what is over before it is laid', () => {
		const later = { paved_on: '2027-03-11', protected_until: '2029-03-11' };
		expect(c4(water, later)).toBeNull();
		expect(c4(water, { ...later, paved_on: '2027-03-10' })).toEqual({
			severity: 'block',
			window: { start: '2027-03-10', end: '2027-03-10' },
			free_from: '2029-03-12'
		});
	});
	it.each([{ category: 'emergency' }, { category: 'urgent' }, { method: 'trenchless' }] as const)(
		'does not stop %o',
		(exempt) => expect(c4({ ...water, ...exempt }, paving)).toBeNull()
	);
	it('keeps a new customer waiting for some working days, others to its end', () => {
		const laid = { protected_until: '2028-03-01', customers_wait_until: '2027-03-03' };
		const customer = { ...water, connection: true };
		expect(c4(customer, laid)).toMatchObject({ window: { end: '2027-03-03' }, free_from: '2027-03-04' });
		expect(c4({ ...customer, window: { start: '2027-03-04', end: '2027-03-09' } }, laid)).toBeNull();
		expect(c4(water, laid)?.free_from).toBe('2028-03-02');
		expect(c4(customer, paving)?.free_from).toBe('2027-03-06');
		expect(c4(customer, { ...paving, customers_wait_until: '2027-03-09' })?.free_from).toBe('2027-03-06');
	});
});

describe('an event (C6)', () => {
	const match = { window: { start: '2027-03-10', end: '2027-03-12' } };
	it('keeps its place free on its days', () => {
		expect(c6(water, match)).toEqual({
			severity: 'block',
			window: { start: '2027-03-10', end: '2027-03-10' },
			free_from: '2027-03-13'
		});
		expect(c6({ ...water, window: { start: '2027-03-13', end: '2027-03-20' } }, match)).toBeNull();
	});
	it('gives way to an emergency only', () => {
		expect(c6({ ...water, category: 'emergency' }, match)).toBeNull();
		expect(c6({ ...water, category: 'urgent' }, match)).not.toBeNull();
	});
});
