import { Problem } from '#lib/kernel/api-client.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';

/** Sends a version of a document of a case. @throws Problem */
export async function sendDocument(reference: string, kind: string, file: File): Promise<void> {
	const form = new FormData();
	form.set('kind', kind);
	form.set('file', file);
	const answer = await fetch(`/api/v1/permits/${reference}/documents`, {
		method: 'POST',
		headers: { 'idempotency-key': uuidv7() },
		body: form
	}).catch(() => {
		throw new Problem(0, {});
	});
	if (!answer.ok) {
		const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
		throw new Problem(answer.status, body);
	}
}
