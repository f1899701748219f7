import { expect, it } from 'vitest';
import { ruleFor } from '#lib/map/style/symbol.ts';
import { PERMITS } from './permits.ts';

it('draws a plot under appeal apart from what is in review and what has ended, not by its colour alone', () => {
	const layer = PERMITS.find((l) => l.id === 'public_permits')!;
	const drawn = (kind: string) => ruleFor(layer.style, (field) => (field === 'kind' ? kind : undefined), 17)!;
	const appealed = drawn('appealed');
	expect(appealed.title?.en).toBe('Refused, under appeal');
	for (const other of ['in_review', 'refused', 'suspended', 'issued']) {
		expect(drawn(other)).not.toBe(appealed);
		expect(drawn(other).pattern).not.toBe(appealed.pattern);
	}
});
