import { afterAll, beforeAll, expect, test } from 'vitest';
import { aPerson, PASSWORD } from '../../../../tests/builders/people.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';
import type { Change } from '../events/feed.ts';
import { openFeed } from '../events/feed.ts';
import { makeCtx } from '../context.ts';
import { actorOfToken, createApiKey, listSessions, signIn, signOut } from './index.ts';

let p: TestPlatform;
let now = new Date('2026-11-21T08:00:00Z');

beforeAll(async () => {
	p = await testPlatform({ now: () => now });
});
afterAll(() => p.close());

test('looking a session or a key up does not look for changes, signing out does', async () => {
	await aPerson(p, 'nadia');
	const { token, actor } = await signIn(p, {
		username: 'nadia',
		password: PASSWORD,
		...{ ip: '192.0.2.1', userAgent: 'test' }
	});
	const ctx = makeCtx(p, { actor });
	const { key } = await createApiKey(ctx, { name: 'meter', scopes: ['dig:read'] });
	const feed = await openFeed(p.pool, { listen: false, pollMs: 60_000 });
	let pokes = 0;
	const heard: Change[] = [];
	feed.subscribe((change) => heard.push(change));
	const watched = { ...p, feed: { ...feed, poke: () => (pokes++, feed.poke()) } };

	for (let i = 0; i < 5; i++) {
		// Past the minute after which it is written down that somebody is still there.
		now = new Date(now.getTime() + 120_000);
		expect((await actorOfToken(watched, token)).username).toBe('nadia');
		const machine = await actorOfToken(watched, undefined, { authorization: `Bearer ${key}` });
		expect(machine.username).toBe('nadia');
		await listSessions(makeCtx(watched, { actor }));
	}
	expect(pokes).toBe(0);

	await signOut(watched, token);
	expect(pokes).toBe(1);
	await expect.poll(() => heard.map((c) => c.topic)).toContain('session');
	await feed.close();
});
