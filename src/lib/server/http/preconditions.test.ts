import { expect, it } from 'vitest';
import { idempotencyKey, requireVersion, versionTag } from './preconditions.ts';

const request = (headers: Record<string, string>) => new Request('http://x/', { headers });

it.each([['"3"'], ['W/"3"'], ['3'], [versionTag(3)]])('reads the version of If-Match %s', (tag) => {
	expect(requireVersion(request({ 'if-match': tag }))).toBe(3);
});

it.each([
	[{}, 'precondition_required'],
	[{ 'if-match': '*' }, 'bad_request'],
	[{ 'if-match': '"3", "4"' }, 'bad_request'],
	[{ 'if-match': '-1' }, 'bad_request']
])('refuses %j', (headers, code) => {
	expect(() => requireVersion(request(headers as Record<string, string>))).toThrow(code);
});

it('takes a key of any sender but not a novel', () => {
	expect(idempotencyKey(request({}))).toBeUndefined();
	expect(idempotencyKey(request({ 'idempotency-key': '0199-a' }))).toBe('0199-a');
	expect(() => idempotencyKey(request({ 'idempotency-key': 'k'.repeat(201) }))).toThrow('bad_request');
	expect(() => idempotencyKey(request({ 'idempotency-key': 'a b' }))).toThrow('bad_request');
});
