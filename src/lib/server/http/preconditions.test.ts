import { expect, it } from 'vitest';
import { idempotencyKey, requireVersion, versionTag } from './preconditions.ts';

const request = (headers: Record<string, string>) => new Request('http://x/', { headers });

it.each([['"3"'], ['W/"3"'], ['3'], [versionTag(3)]])('reads the version of If-Match %s', (tag) => {
	expect(requireVersion(request({ 'if-match': tag }))).toBe(3);
});

it.each([
	[{}, 'precondition_required'],
	[{ 'if-match': '*' }, 'header_wrong'],
	[{ 'if-match': '"3", "4"' }, 'header_wrong'],
	[{ 'if-match': '-1' }, 'header_wrong']
])('refuses %j', (headers, code) => {
	expect(() => requireVersion(request(headers as Record<string, string>))).toThrow(code);
});

it('names the header that it cannot read, and what it should look like', () => {
	expect(() => requireVersion(request({ 'if-match': '*' }))).toThrow(
		expect.objectContaining({ status: 400, params: { header: 'If-Match', example: '"3"' } })
	);
	expect(() => idempotencyKey(request({ 'idempotency-key': 'a b' }))).toThrow(
		expect.objectContaining({ status: 400, params: expect.objectContaining({ header: 'Idempotency-Key' }) })
	);
});

it('takes a key of any sender but not a novel', () => {
	expect(idempotencyKey(request({}))).toBeUndefined();
	expect(idempotencyKey(request({ 'idempotency-key': '0199-a' }))).toBe('0199-a');
	expect(() => idempotencyKey(request({ 'idempotency-key': 'k'.repeat(201) }))).toThrow('header_wrong');
	expect(() => idempotencyKey(request({ 'idempotency-key': 'a b' }))).toThrow('header_wrong');
});
