import { isDomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { problemOf } from '#lib/server/http/problem.ts';
import { log } from '#lib/server/log/log.ts';
import type { RunEvent } from '../../rules/index.ts';
import { importFile } from './file.ts';
import type { ImportOptions } from './options.ts';
import { refusalWords } from './words.ts';

/** Between two messages of progress. */
const EVERY_MS = 200;

/**
 * An import as a stream of JSON lines: progress, then the report or the problem. Whoever stops reading stops the
 * import, and nothing of it stays. `done` is called when it was kept.
 */
export function runImport(
	ctx: Ctx,
	options: ImportOptions,
	done: () => Promise<void>
): ReadableStream<Uint8Array> {
	const stop = new AbortController();
	const encoder = new TextEncoder();
	return new ReadableStream({
		async start(controller) {
			let last = 0;
			const say = (event: RunEvent): void => {
				if (!stop.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(event)}\n`));
			};
			try {
				const report = await importFile(ctx, {
					...options,
					signal: stop.signal,
					onProgress(read, total) {
						if (Date.now() - last < EVERY_MS) return;
						last = Date.now();
						say({ progress: { read, total: total ?? null } });
					}
				});
				if (!report.dryRun) await done();
				say({ report });
			} catch (thrown) {
				say({ problem: told(thrown, ctx) });
			}
			if (!stop.signal.aborted) controller.close();
		},
		cancel: () => stop.abort()
	});
}

function told(thrown: unknown, ctx: Ctx): Extract<RunEvent, { problem: unknown }>['problem'] {
	const { code, detail, reference, status } = problemOf(thrown, {
		locale: ctx.locale,
		reference: ctx.requestId
	});
	if (status >= 500) log.error('import failed', { reference, error: thrown });
	const { row, source_id } = isDomainError(thrown) ? thrown.params : {};
	return {
		code,
		detail: isDomainError(thrown) && row !== undefined ? refusalWords(thrown, ctx.locale) : detail,
		reference,
		...(typeof row === 'number' ? { row } : {}),
		...(typeof source_id === 'string' ? { sourceId: source_id } : {}),
		...(isDomainError(thrown) && thrown.at ? { at: thrown.at } : {})
	};
}
