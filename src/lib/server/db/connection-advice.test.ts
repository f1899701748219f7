import net, { type AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { openPlatform } from '../platform.ts';
import type { Config } from '../config.ts';
import { connectionAdvice, databaseName, namedFailure } from './connection-advice.ts';

it.each([
	[{ code: '28P01', message: 'password authentication failed' }, /password is wrong/],
	[{ code: '3D000', message: 'database "x" does not exist' }, /does not exist/],
	[new AggregateError([{ code: 'ECONNREFUSED', message: 'connect ECONNREFUSED ::1:1' }]), /start PostgreSQL/],
	[new Error('timeout exceeded when trying to connect'), /does not answer/]
])('%o is told with what to do', (error, words) => {
	expect(connectionAdvice(error)?.advice).toMatch(words);
});

it('leaves other failures as they are', () => {
	const other = new Error('relation "x" does not exist');
	expect(connectionAdvice(other)).toBeUndefined();
	expect(namedFailure(other, 'postgres://localhost/diwan')).toBe(other);
});

it('names the database without its password', () => {
	expect(databaseName('postgres://diwan:secret@db.example:5433/office')).toBe('db.example:5433/office');
	expect(databaseName('postgresql:///office?host=/run/pg')).toBe('/run/pg/office');
});

it('says at the start which database does not answer, and points at the doctor', async () => {
	// A port that was free a moment ago: nobody listens.
	const probe = net.createServer();
	await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
	const { port } = probe.address() as AddressInfo;
	await new Promise((resolve) => probe.close(resolve));
	const config = { DATABASE_URL: `postgres://x:hidden@127.0.0.1:${port}/office`, DATABASE_POOL: 1 } as Config;
	const failure = await openPlatform(config).catch((error: unknown) => error);
	expect(failure).toMatchObject({
		code: 'configuration_invalid',
		params: { wrong: expect.stringMatching(/127\.0\.0\.1:\d+\/office.*npm run diwan -- doctor/) }
	});
	expect(JSON.stringify((failure as { params: unknown }).params)).not.toContain('hidden');
});
