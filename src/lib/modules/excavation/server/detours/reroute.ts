import type { Ctx } from '#lib/server/context.ts';
import type { Once } from '#lib/server/idempotency.ts';
import { demand } from '#lib/server/policy/index.ts';
import { SetDetours, type Dig } from '../../rules/index.ts';
import { changeDig, type ChangeOptions } from '../change.ts';
import { parseInput } from '../input.ts';
import { demandClosed, placeDetours } from './place.ts';
import { sameDetours, writeDetours } from './write.ts';

/**
 * Sets where traffic is led while a work closes the road, also when it is granted or runs: its owner or the
 * coordinator. Kept as a new version.
 * @param input `SetDetours`
 * @throws DomainError as `changeDig`, and `invalid_input`, `geometry_*`.
 */
export async function rerouteDig(
	ctx: Ctx,
	reference: string,
	input: unknown,
	options: ChangeOptions
): Promise<Once<Dig>> {
	const data = parseInput(SetDetours, input);
	const { reason } = data;
	return changeDig(
		ctx,
		{
			...{ reference, action: 'reroute', recorded: 'rerouted', reason, request: data },
			...options,
			permit: (dig) => demand(ctx, 'dig:reroute', { unitId: dig.promoter.unit_id ?? '' }),
			detail: { detours: data.detours.length }
		},
		async (dig, _to, tx) => {
			demandClosed({ ...dig, detours: data.detours });
			const placed = await placeDetours(tx.db, data.detours, data.crs);
			if (await sameDetours(tx.db, dig.id, placed)) return null;
			await writeDetours(tx.db, dig.id, placed);
			return {};
		}
	);
}
