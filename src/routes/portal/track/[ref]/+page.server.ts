import { redirect } from '@sveltejs/kit';
import { isDomainError } from '#lib/kernel/errors.ts';
import {
	readTrackTicket,
	TRACK_COOKIE,
	trackOwn,
	trackWithTicket
} from '#lib/modules/permits/server/index.ts';
import type { TrackedPermit } from '#lib/modules/permits/rules/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import type { PageServerLoadEvent } from './$types';

/** For whoever proved the telephone within the hour, and for the account that applies; everybody else is asked. */
export const load = page(async ({ locals: { ctx }, params, cookies, setHeaders }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'private, no-store' });
	const ticket = readTrackTicket({ config: ctx.platform.config, now: ctx.now }, cookies.get(TRACK_COOKIE));
	const own = ctx.actor.kind === 'person' ? await unlessRefused(trackOwn(ctx, params.ref)) : undefined;
	const permit = own ?? (ticket && (await unlessRefused(trackWithTicket(ctx, params.ref, ticket))));
	if (!permit) redirect(303, `/portal/track?reference=${encodeURIComponent(params.ref)}`);
	return { permit, own: own !== undefined };
});

const unlessRefused = (work: Promise<TrackedPermit>): Promise<TrackedPermit | undefined> =>
	work.catch((error: unknown) => {
		if (isDomainError(error)) return undefined;
		throw error;
	});
