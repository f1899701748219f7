import { describe, expect, it } from 'vitest';
import { perYear, restoredOf, totalsOf, type StreetOpening } from './index.ts';

function opening(start: string, more: Partial<StreetOpening> = {}): StreetOpening {
	return {
		reference: 'EX-2026-000001',
		title: 'حفر',
		promoter: { ar: 'شركة', en: 'Company' },
		state: 'finished',
		method: 'open_cut',
		window: { start, end: start },
		metres: 10,
		restored: 'restored',
		guarantee_until: null,
		since_paving: false,
		...more
	};
}

describe('the openings of a street', () => {
	it('are open, wait for restoration, are restored, or nobody knows', () => {
		expect(restoredOf('running', true)).toBe('open');
		expect(restoredOf('finished', true)).toBe('waiting');
		expect(restoredOf('finished', false)).toBe('unknown');
		expect(restoredOf('restored', true)).toBe('restored');
		expect(restoredOf('closed', false)).toBe('restored');
	});

	it('are counted by year without gaps, up to this year, ten years at most', () => {
		const counts = perYear(
			[opening('2024-05-01'), opening('2026-01-01'), opening('2026-12-31')],
			'2026-11-22'
		);
		expect(counts).toEqual([
			{ year: 2024, count: 1 },
			{ year: 2025, count: 0 },
			{ year: 2026, count: 2 }
		]);
		expect(perYear([], '2026-11-22')).toEqual([{ year: 2026, count: 0 }]);
		expect(perYear([opening('1990-01-01')], '2026-11-22')).toHaveLength(10);
	});

	it('add up', () => {
		const all = [
			opening('2025-01-01'),
			opening('2026-02-01', { since_paving: true, restored: 'waiting' }),
			opening('2026-11-01', { since_paving: true, restored: 'open' })
		];
		expect(totalsOf(all)).toEqual({ openings: 3, since_paving: 2, open: 1, not_restored: 2 });
	});
});
