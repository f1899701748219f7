import { describe, expect, it } from 'vitest';
import { demandSender } from './sender.ts';

const sent = (person?: string) =>
	new Request('http://diwan.test', { headers: person === undefined ? {} : { 'x-diwan-person': person } });

describe('who made what is sent', () => {
	it('is asked of nobody who does not say it', () => {
		expect(() => demandSender(sent(), { username: 'mona' })).not.toThrow();
	});
	it('may be whoever is signed in', () => {
		expect(() => demandSender(sent('mona'), { username: 'mona' })).not.toThrow();
	});
	it('is nobody else', () => {
		for (const named of ['hoda', '', 'Mona'])
			expect(() => demandSender(sent(named), { username: 'mona' })).toThrow(
				expect.objectContaining({ code: 'not_signed_in' })
			);
		expect(() => demandSender(sent('mona'), { username: null })).toThrow();
	});
});
