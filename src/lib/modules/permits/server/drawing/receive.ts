import { DomainError } from '#lib/kernel/errors.ts';
import type { Ctx } from '#lib/server/context.ts';
import { readForm } from '#lib/server/files/index.ts';
import { demand } from '#lib/server/policy/index.ts';
import type { Drawing } from '../../rules/index.ts';
import { readDrawing } from './read.ts';
import { DRAWING_LIMIT } from './thread.ts';

/**
 * A drawing sent as a form: part `file`, and part `options` with a `ReadDrawing` in JSON. Nobody's bytes are read
 * before it is known that they may send them.
 * @throws DomainError `forbidden`, `drawing_missing`, `bad_request`, as `readForm` and `readDrawing`.
 */
export async function receiveDrawing(ctx: Ctx, request: Request): Promise<Drawing> {
	demand(ctx, 'permit:check');
	const form = await readForm(request, DRAWING_LIMIT);
	const [file, options] = [form.get('file'), form.get('options')];
	if (!(file instanceof Blob)) throw new DomainError('drawing_missing');
	return readDrawing(ctx, new Uint8Array(await file.arrayBuffer()), parsed(options));
}

function parsed(options: unknown): unknown {
	try {
		return typeof options === 'string' ? JSON.parse(options) : {};
	} catch {
		throw new DomainError('bad_request', { params: { reason: 'json' } });
	}
}
