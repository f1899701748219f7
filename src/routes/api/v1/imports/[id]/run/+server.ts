import { dropUpload, openUpload, readingOf, runImport, RunImport } from '#lib/modules/layers/server/index.ts';
import { endpoint, readJson } from '#lib/server/http/endpoint.ts';
import type { Docs } from '#lib/server/http/openapi.ts';
import type { RequestEvent } from './$types';

export const _docs: Docs = {
	POST: {
		summary: 'Import an uploaded file, or try it; lines of JSON: progress, then the report or the problem',
		access: 'Its sender, for a layer they may import into. Closing the connection cancels and keeps nothing.',
		body: RunImport,
		responseTypes: ['application/x-ndjson']
	}
};

export const POST = endpoint(async ({ params, request, locals }: RequestEvent) => {
	const { ctx } = locals;
	const upload = await openUpload(ctx, params.id);
	const wanted = RunImport.parse(await readJson(request, 200_000));
	const { map, set, source, dry_run, on_error } = wanted;
	const options = {
		...readingOf(wanted, upload),
		dryRun: dry_run,
		onError: on_error,
		...(map ? { map } : {}),
		...(set ? { set } : {}),
		...(source ? { source } : {})
	};
	return new Response(
		runImport(ctx, options, () => dropUpload(ctx, upload.id)),
		// Proxies must pass each line on as it comes.
		{
			headers: {
				'content-type': 'application/x-ndjson',
				'cache-control': 'no-store',
				'x-accel-buffering': 'no'
			}
		}
	);
});
