import { afterAll, beforeAll, expect, test } from 'vitest';
import { RED_BELT } from '../../../../tests/builders/known-points.ts';
import { testPlatform, type TestPlatform } from '../../../../tests/db/support.ts';

let p: TestPlatform;
beforeAll(async () => {
	p = await testPlatform();
});
afterAll(() => p.close());

test.each(RED_BELT)(
	'the database places %s in the Red Belt to 1 cm, both ways',
	async (_name, [lon, lat], [east, north]) => {
		const { rows } = await p.pool.query<{ there: number; back: number; e: number; n: number }>(
			`select st_distance(there, st_point($3, $4, 22992)) as there, st_x(there) as e, st_y(there) as n,
			st_distance(back::geography, st_point($1, $2, 4326)::geography) as back
		from st_transform(st_point($1, $2, 4326), 22992) there, st_transform(st_point($3, $4, 22992), 4326) back`,
			[lon, lat, east, north]
		);
		expect(rows[0]!.there, JSON.stringify(rows[0])).toBeLessThan(0.01);
		expect(rows[0]!.back).toBeLessThan(0.01);
	}
);
