import { describe, expect, it } from 'vitest';
import { unregistered } from './registered.ts';

const window = { start: '2026-12-01', end: '2026-12-20' };
const registered = (valid_until: string | null) => ({
	contractor: { id: '1', name: { ar: 'النيل', en: 'Nile' }, register_no: '7', valid_until },
	window
});

describe('the registration of a contractor', () => {
	it('holds today and on the first day of the work', () => {
		expect(unregistered(registered('2026-12-01'), '2026-11-22')).toBeNull();
		const before = { code: 'contractor_lapsed', until: '2026-11-30' };
		expect(unregistered(registered('2026-11-30'), '2026-11-22')).toEqual(before);
		expect(unregistered(registered('2026-12-05'), '2026-12-05')).toBeNull();
		const during = { code: 'contractor_lapsed', until: '2026-12-05' };
		expect(unregistered(registered('2026-12-05'), '2026-12-06')).toEqual(during);
	});

	it('is missing for one that only a file names, and not asked of whoever digs alone', () => {
		expect(unregistered(registered(null), '2026-11-22')).toEqual({ code: 'contractor_unknown' });
		expect(unregistered({ contractor: null, window }, '2026-11-22')).toBeNull();
	});
});
