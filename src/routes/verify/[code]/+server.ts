import { DomainError } from '#lib/kernel/errors.ts';
import { isPermitCode } from '#lib/modules/excavation/rules/index.ts';
import { checkPermit } from '#lib/modules/excavation/server/index.ts';
import { verifyCertificate, verifyPaper } from '#lib/modules/permits/server/index.ts';
import { readBytes, readForm } from '#lib/server/files/index.ts';
import { endpoint } from '#lib/server/http/endpoint.ts';
import type { RequestHandler } from './$types';

/** The answer is of this moment and is kept by nobody. */
const NOW = { 'cache-control': 'no-store', vary: 'accept' };

/** What is said of a code now: of a certificate of the departments, or of a permit to dig; of what is neither, nothing. */
export const GET: RequestHandler = endpoint(async ({ params, locals: { ctx }, getClientAddress }) => {
	const answer = isPermitCode(params.code)
		? await checkPermit(ctx, params.code)
		: await verifyCertificate(ctx, params.code, { ip: getClientAddress() });
	return Response.json(answer, { headers: NOW });
});

/** Whether the file that is sent, by itself or as the part `file` of a form, is the paper of the certificate. */
export const POST: RequestHandler = endpoint(async ({ params, request, locals, getClientAddress }) => {
	const form = /^multipart\//i.test(request.headers.get('content-type') ?? '');
	const part = form ? (await readForm(request)).get('file') : null;
	if (form && !(part instanceof File))
		throw new DomainError('invalid_input', {
			fields: [{ path: 'file', code: 'value_missing', params: { field: 'file' } }]
		});
	const bytes = part instanceof File ? new Uint8Array(await part.arrayBuffer()) : await readBytes(request);
	const asker = { ip: getClientAddress() };
	return Response.json(await verifyPaper(locals.ctx, params.code, bytes, asker), { headers: NOW });
});
