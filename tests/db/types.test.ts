import { afterAll, beforeAll, expect, test } from 'vitest';
import { generateTypes } from './generate-types.ts';
import { testPlatform, type TestPlatform } from './support.ts';

let p: TestPlatform;
beforeAll(async () => {
	p = await testPlatform();
});
afterAll(() => p.close());

test('the types of the query builder are those of the schema (npm run db:types)', async () => {
	await expect(generateTypes(p, { verify: true })).resolves.toBeUndefined();
});
