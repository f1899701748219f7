import type { Ctx } from '#lib/server/context.ts';
import { jsonLines } from '#lib/server/http/json-lines.ts';
import { problemOf } from '#lib/server/http/problem.ts';
import { log } from '#lib/server/log/log.ts';
import { demand } from '#lib/server/policy/index.ts';
import { ProposePlan, type ProposeEvent } from '../../rules/index.ts';
import { parseInput } from '../input.ts';
import { proposePlan } from './propose.ts';

/** Between two messages of progress. */
const EVERY_MS = 200;

/**
 * A plan in the making: progress, then the proposal or the problem. Whoever stops reading stops the work.
 * @throws DomainError `forbidden`, `invalid_input` before the first line.
 */
export function streamPlan(ctx: Ctx, input: unknown): Response {
	demand(ctx, 'dig:plan');
	const asked = parseInput(ProposePlan, input);
	return jsonLines<ProposeEvent>(async (say, signal) => {
		let last = 0;
		try {
			const proposal = await proposePlan(ctx, asked, {
				signal,
				onProgress(progress) {
					if (Date.now() - last < EVERY_MS) return;
					last = Date.now();
					say({ progress });
				}
			});
			say({ proposal });
		} catch (thrown) {
			const about = { locale: ctx.locale, reference: ctx.requestId };
			const { code, detail, reference, status } = problemOf(thrown, about);
			if (status >= 500) log.error('plan failed', { reference, error: thrown });
			say({ problem: { code, detail, reference } });
		}
	});
}
