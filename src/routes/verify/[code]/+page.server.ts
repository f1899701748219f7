import { isPermitCode, NO_CODE } from '#lib/modules/excavation/rules/index.ts';
import { checkPermit, permitKey } from '#lib/modules/excavation/server/index.ts';
import { verifyCertificate, verifyPaper } from '#lib/modules/permits/server/index.ts';
import { readForm } from '#lib/server/files/index.ts';
import { page } from '#lib/server/http/endpoint.ts';
import { DomainError } from '#lib/kernel/errors.ts';
import type { Actions, PageServerLoadEvent, RequestEvent } from './$types';

/** A certificate has a short code; the long ones are of permits to dig, whose paper speaks for itself. */
export const load = page(async ({ locals: { ctx }, params, setHeaders, ...event }: PageServerLoadEvent) => {
	setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
	if (!isPermitCode(params.code) && params.code !== NO_CODE)
		return {
			certificate: await verifyCertificate(ctx, params.code, { ip: event.getClientAddress() }),
			dig: null
		};
	const check = params.code === NO_CODE ? null : await checkPermit(ctx, params.code);
	return { certificate: null, dig: { check, key: permitKey(ctx) } };
});

/** A file held against the certificate, where no script runs. */
export const actions: Actions = {
	default: page(async ({ locals: { ctx }, params, request, getClientAddress }: RequestEvent) => {
		const file = (await readForm(request)).get('file');
		if (!(file instanceof File))
			throw new DomainError('invalid_input', {
				fields: [{ path: 'file', code: 'value_missing', params: { field: 'file' } }]
			});
		const bytes = new Uint8Array(await file.arrayBuffer());
		return { paper: await verifyPaper(ctx, params.code, bytes, { ip: getClientAddress() }) };
	})
};
