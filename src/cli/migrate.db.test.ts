import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyDatabase, REAL } from '../../tests/db/support.ts';

let empty: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => void (empty = await emptyDatabase()));
afterAll(() => empty.drop());

const migrateAsOperator = () =>
	spawnSync(process.execPath, ['src/cli/main.ts', 'migrate', '--json'], {
		env: { ...process.env, DATABASE_URL: '', ...empty.env, LOG_LEVEL: 'error' },
		encoding: 'utf8'
	});

// Where an operator migrates by hand: the embedded database is brought forward at every start.
test.skipIf(!REAL)('an operator brings an empty database forward, and once more without a change', () => {
	const first = migrateAsOperator();
	expect(first.status, first.stderr).toBe(0);
	expect(JSON.parse(first.stdout).ran.length).toBeGreaterThan(5);
	const again = migrateAsOperator();
	expect(JSON.parse(again.stdout)).toEqual({ ran: [] });
});
