import { Problem } from '#lib/kernel/api-client.ts';
import { uuidv7 } from '#lib/kernel/ids.ts';

/** Sends versions of documents of a case, all of them or none. @throws Problem */
export async function sendDocuments(
	reference: string,
	documents: readonly { kind: string; file: File }[]
): Promise<void> {
	const form = new FormData();
	for (const { kind, file } of documents) {
		form.append('kind', kind);
		form.append('file', file);
	}
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
