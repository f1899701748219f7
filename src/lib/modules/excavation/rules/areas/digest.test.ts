import { expect, test } from 'vitest';
import { nextDigest } from './digest.ts';

test.each([
	['a Thursday', '2026-11-19T10:00:00Z', '2026-11-22T06:00:00.000Z'],
	['Sunday, before eight', '2026-11-22T05:59:59Z', '2026-11-22T06:00:00.000Z'],
	['Sunday at eight', '2026-11-22T06:00:00Z', '2026-11-29T06:00:00.000Z'],
	['Saturday, after midnight in Egypt', '2026-11-21T22:30:00Z', '2026-11-22T06:00:00.000Z'],
	['across the change to summer time', '2026-04-22T10:00:00Z', '2026-04-26T05:00:00.000Z']
])('the weekly mail leaves on Sunday at eight: %s', (_, now, next) => {
	expect(nextDigest(new Date(now)).toISOString()).toBe(next);
});
