import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { drawAgain, isSeedOf, workDraw } from './pick.ts';

const hex = fc
	.uint8Array({ minLength: 32, maxLength: 32 })
	.map((bytes) => Buffer.from(bytes).toString('hex'));
const people = fc
	.uniqueArray(fc.integer({ min: 1, max: 9999 }), { minLength: 1, maxLength: 30 })
	.map((ids) => ids.sort((a, b) => a - b).map(String));

test('each step of a draw is what another library computes', async () => {
	await fc.assert(
		fc.asyncProperty(hex, people, fc.integer({ min: 1, max: 9 }), async (seed, candidates, n) => {
			const working = await workDraw({ reference: 'BP-2026-000042', n, seed, candidates });
			const mac = createHmac('sha256', Buffer.from(seed, 'hex')).update(`BP-2026-000042:${n}`).digest();
			const number = BigInt(`0x${mac.subarray(0, 7).toString('hex')}`);
			expect(working).toMatchObject({ text: `BP-2026-000042:${n}`, mac: mac.toString('hex'), number });
			expect(working.place).toBe(Number(number % BigInt(candidates.length)));
			expect(working.picked).toBe(candidates[working.place]);
			expect(await drawAgain({ reference: 'BP-2026-000042', n, seed, candidates })).toBe(working.picked);
		}),
		{ numRuns: 50 }
	);
});

test('a seed has one fingerprint, and no other seed has it', async () => {
	await fc.assert(
		fc.asyncProperty(hex, hex, async (seed, other) => {
			const commitment = createHash('sha256').update(Buffer.from(seed, 'hex')).digest('hex');
			expect(await isSeedOf(commitment, seed)).toBe(true);
			expect(await isSeedOf(commitment, other)).toBe(other === seed);
		}),
		{ numRuns: 50 }
	);
});
