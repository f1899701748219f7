import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeNext } from './safe-next.ts';

test.each([
	['/map', '/map'],
	['/map?view=30,31,12#x', '/map?view=30,31,12#x'],
	['/excavation/EX-2026-000001', '/excavation/EX-2026-000001'],
	['/a/../b', '/b']
])('%s is a way on', (next, expected) => expect(safeNext(next)).toBe(expected));

test.each([
	null,
	undefined,
	'',
	'map',
	'//evil.example',
	'/\\evil.example',
	'\\/evil.example',
	'/\t/evil.example',
	'/\n/evil.example',
	' //evil.example',
	'https://evil.example',
	'javascript:alert(1)',
	'/..//evil.example\\',
	'/login',
	'/login?next=/login',
	'/logout',
	'/auth/oidc',
	`/${'a'.repeat(3000)}`
])('%j is not', (next) => expect(safeNext(next)).toBe('/'));

test('whatever is asked, the answer stays on this host', () => {
	const nasty = fc.stringMatching(/^[/\\a-z.:@?#%\t\n ]{0,20}$/);
	fc.assert(
		fc.property(fc.oneof(fc.string(), nasty, fc.webUrl()), (next) => {
			const url = new URL(safeNext(next), 'https://diwan.example');
			expect(url.origin).toBe('https://diwan.example');
			expect(safeNext(next)).toMatch(/^\/(?![/\\])/);
		}),
		{ numRuns: 2000 }
	);
});
