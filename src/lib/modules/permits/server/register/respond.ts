import { createHash } from 'node:crypto';
import { makeCtx, type Ctx } from '#lib/server/context.ts';
import { ANONYMOUS } from '#lib/server/policy/index.ts';
import { RegisterFeedQuery } from '../../rules/index.ts';
import { feedVersion } from './feed-rows.ts';
import { REGISTER_FEEDS, type RegisterFeed } from './feeds.ts';

/** So much is gathered before it is sent. */
const CHUNK = 64 * 1024;

/**
 * A feed of the register as it goes out, written while it is read; 304 for whoever has it already. For everybody, and the
 * same for everybody.
 * @param asked `RegisterFeedQuery`, as in an address; `origin` of links.
 * @throws ZodError
 */
export async function registerFeed(
	given: Pick<Ctx, 'platform'>,
	name: RegisterFeed,
	asked: unknown,
	{ origin, ifNoneMatch }: { origin: string; ifNoneMatch: string | null }
): Promise<Response> {
	const query = RegisterFeedQuery.parse(asked);
	const ctx = makeCtx(given.platform, { actor: ANONYMOUS });
	const { of, type, write } = REGISTER_FEEDS[name];
	const version = await feedVersion(ctx, of, query);
	const etag = `W/"${createHash('sha256')
		.update(JSON.stringify([name, query, origin, version]))
		.digest('base64url')
		.slice(0, 27)}"`;
	const headers: Record<string, string> = {
		etag,
		'cache-control': 'public, no-cache',
		'access-control-allow-origin': '*'
	};
	const known = ifNoneMatch?.split(/\s*,\s*/) ?? [];
	if (known.includes(etag) || known.includes('*')) return new Response(null, { status: 304, headers });
	headers['content-type'] = type;
	headers['content-disposition'] = `inline; filename="${name}"`;
	return new Response(streamed(write(ctx, query, { origin })), { headers });
}

/** Text as bytes, as fast as they are taken; whoever goes away ends the work. */
function streamed(text: AsyncGenerator<string, void>): ReadableStream<Uint8Array> {
	const encoder = new TextEncoder();
	return new ReadableStream({
		async pull(controller) {
			let held = '';
			while (held.length < CHUNK) {
				const { value, done } = await text.next();
				if (done) {
					if (held) controller.enqueue(encoder.encode(held));
					return controller.close();
				}
				held += value;
			}
			controller.enqueue(encoder.encode(held));
		},
		cancel: async () => void (await text.return())
	});
}
