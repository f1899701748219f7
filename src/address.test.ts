import { expect, test } from 'vitest';
import { ledOn, readable } from './address.ts';

test('an address that is no text is taken as it stands, every other stays what it is', () => {
	expect(readable('/verify/%00%FF')).toBe('/verify/%2500%25FF');
	expect(readable('/verify/100%?q=%FF')).toBe('/verify/100%25?q=%FF');
	expect(readable('/verify/%')).toBe('/verify/%25');
	for (const address of ['/', '/verify/AB12-CD34?x=%FF', '/%D8%B4', '/verify/%20a'])
		expect(readable(address)).toBe(address);
});

test('a browser is led on within this house, a program is answered where it asks', () => {
	const sent: unknown[] = [];
	const res = { writeHead: (...head: unknown[]) => (sent.push(head), { end: () => sent }) };
	const ask = (url: string, accept: string) => {
		const req = { url, method: 'GET', headers: { accept } };
		return [ledOn(req as never, res as never), req.url];
	};
	expect(ask('//example.org/%FF', 'text/html,*/*')).toEqual([true, '//example.org/%FF']);
	expect(sent).toEqual([[302, { location: '/example.org/%25FF' }]]);
	expect(ask('/verify/%FF', 'application/json')).toEqual([false, '/verify/%25FF']);
	expect(ask('/verify/AB12', 'text/html')).toEqual([false, '/verify/AB12']);
	expect(sent).toHaveLength(1);
});
