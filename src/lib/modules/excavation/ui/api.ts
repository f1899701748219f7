import { callApi, Problem as ApiProblem, type CallOptions } from '#lib/kernel/api-client.ts';
import type { Dig } from '../rules/index.ts';

export type { CallOptions } from '#lib/kernel/api-client.ts';

export const Problem = ApiProblem<Dig>;
export type Problem = ApiProblem<Dig>;

/** Asks the module's API. @throws Problem; an aborted call throws AbortError. */
export function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
	return callApi(method, `excavation/${path}`, options);
}

/** Sends a plan, to be named by its hash. @throws Problem */
export async function sendFile(file: Blob): Promise<{ sha256: string }> {
	const response = await fetch('/api/v1/excavation/files', {
		method: 'POST',
		headers: { 'content-type': file.type || 'application/octet-stream' },
		body: file
	}).catch(() => {
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body as { sha256: string };
}
