import { describe, expect, it } from 'vitest';
import { ACTION_FORMS, variantOf, type ShownAction } from './actions.ts';

const all = Object.keys(ACTION_FORMS) as ShownAction[];

describe('buttons of a page', () => {
	it('have one that leads, whatever is offered', () => {
		for (const first of all)
			for (const second of all) {
				const offered = all.filter((action) => action === first || action === second);
				const leading = offered.filter((action) => variantOf(action, offered) === 'primary');
				expect(leading.length, `${first} ${second}`).toBeLessThanOrEqual(1);
				expect(offered.filter((action) => variantOf(action, offered, true) === 'primary')).toEqual([]);
			}
	});

	it('ask in outline for what cannot be undone', () => {
		const offered: ShownAction[] = ['resubmit', 'withdraw'];
		expect(offered.map((action) => variantOf(action, offered))).toEqual(['primary', 'caution']);
	});
});
