import { expect, it } from 'vitest';
import type { Icon } from '../icon.ts';
import { moduleOf, permittedItems } from './types.ts';

const icon = (() => {}) as unknown as Icon;

it('the rail shows what is for everyone and what one of my roles opens', () => {
	const items = [
		{ href: '/map', label: 'map', icon },
		{ href: '/admin', label: 'admin', icon, roles: ['admin', 'auditor'] }
	];
	expect(permittedItems(items, ['planner']).map((i) => i.href)).toEqual(['/map']);
	expect(permittedItems(items, ['planner', 'auditor']).map((i) => i.href)).toEqual(['/map', '/admin']);
});

it.each([
	['/map', '/map'],
	['/map/x', '/map'],
	['/map/layers/2', '/map/layers'],
	['/mapping', undefined],
	['/', undefined]
])('%s belongs to %s', (path, href) => expect(moduleOf(path, ['/map', '/map/layers', '/admin'])).toBe(href));
