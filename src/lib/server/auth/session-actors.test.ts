import { expect, test } from 'vitest';
import type { Change } from '#lib/server/events/feed.ts';
import { ANONYMOUS, type Actor } from '#lib/server/policy/index.ts';
import { openCache } from './session-actors.ts';

const someone = (username: string): Actor => ({ ...ANONYMOUS, kind: 'person', username });

function setUp() {
	let healthy = true;
	let now = 0;
	let listener: (change: Change) => void = () => undefined;
	const asked: string[] = [];
	let answer = (token: string): Promise<Actor> => Promise.resolve(someone(token));
	const cache = openCache(
		{
			feed: {
				subscribe: (l) => ((listener = l), () => undefined),
				poke: () => undefined,
				tells: false,
				healthy: () => healthy,
				close: async () => undefined
			}
		},
		(token) => (asked.push(token ?? ''), answer(token ?? '')),
		() => now
	);
	return {
		cache,
		asked,
		pass: (ms: number) => (now += ms),
		unwell: () => (healthy = false),
		answerWith: (a: typeof answer) => (answer = a),
		change: (topic: string, keys: string[] | null = null) =>
			listener({ id: '1', topic, keys, box: null, payload: {} })
	};
}

test('nobody without a token, without asking', () => {
	const { cache, asked } = setUp();
	expect(cache.of(undefined)).toBe(ANONYMOUS);
	expect(asked).toEqual([]);
});

test('a known session is answered at once for two seconds, then asked again', async () => {
	const { cache, asked, pass } = setUp();
	const first = await cache.of('a');
	expect(cache.of('a')).toBe(first);
	pass(1999);
	expect(cache.of('a')).toBe(first);
	pass(1);
	expect(cache.of('a')).toBeInstanceOf(Promise);
	expect(asked).toEqual(['a', 'a']);
});

test('many asking at once are one question', async () => {
	const { cache, asked } = setUp();
	await Promise.all(Array.from({ length: 50 }, () => cache.of('a')));
	expect(asked).toEqual(['a']);
});

test('a change of anybody’s trust is forgotten at once and told with whom it concerns', async () => {
	const { cache, asked, change } = setUp();
	const told: (string[] | null)[] = [];
	const stop = cache.onChange((persons) => told.push(persons));
	await cache.of('a');
	change('layer:digs');
	expect(cache.of('a')).not.toBeInstanceOf(Promise);
	change('session', ['7']);
	expect(cache.of('a')).toBeInstanceOf(Promise);
	stop();
	change('session', ['8']);
	expect(told).toEqual([['7']]);
	expect(asked).toEqual(['a', 'a']);
});

test('an answer asked for before a revocation is not remembered after it', async () => {
	const { cache, asked, change, answerWith } = setUp();
	let release: (actor: Actor) => void = () => undefined;
	answerWith(() => new Promise((resolve) => (release = resolve)));
	const slow = cache.of('a');
	change('session', ['7']);
	release(someone('a'));
	await slow;
	answerWith(() => Promise.resolve(ANONYMOUS));
	expect(await cache.of('a')).toBe(ANONYMOUS);
	expect(asked).toEqual(['a', 'a']);
});

test('while notices may be missed everything is asked', async () => {
	const { cache, asked, unwell } = setUp();
	await cache.of('a');
	unwell();
	await cache.of('a');
	await cache.of('a');
	expect(asked).toHaveLength(3);
});

test('a failed question is not remembered', async () => {
	const { cache, answerWith } = setUp();
	answerWith(() => Promise.reject(new Error('no database')));
	await expect(cache.of('a')).rejects.toThrow('no database');
	answerWith(() => Promise.resolve(someone('a')));
	expect(await cache.of('a')).toMatchObject({ username: 'a' });
});

test('a key and a session do not share an answer', async () => {
	const { cache, asked } = setUp();
	await cache.of('a');
	await cache.of('a', 'Bearer b');
	await cache.of(undefined, 'Bearer b');
	expect(asked).toHaveLength(3);
});
