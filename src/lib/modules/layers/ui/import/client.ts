import type { ImportPreview, ImportReport, RunEvent } from '../../rules/index.ts';

/** A refusal or failure as the server told it; `status` 0: it was not reached. */
export class ImportProblem extends Error {
	readonly status: number;
	readonly code: string;
	readonly reference: string | undefined;
	/** The record at fault, when it was one. */
	readonly row: number | undefined;
	readonly sourceId: string | undefined;

	constructor(status: number, body: Record<string, unknown>) {
		super(typeof body.detail === 'string' ? body.detail : '');
		this.status = status;
		this.code = String(body.code ?? 'unreachable');
		this.reference = body.reference as string | undefined;
		this.row = body.row as number | undefined;
		this.sourceId = body.sourceId as string | undefined;
	}
}

/** Sends a file; `into` an earlier one as a further part. Resolves with the upload's id. */
export function sendFile(
	file: File,
	{ into, signal, onshare }: { into?: string; signal: AbortSignal; onshare: (share: number) => void }
): Promise<string> {
	const path = into === undefined ? '/api/v1/imports' : `/api/v1/imports/${into}/files`;
	// Only this old interface tells how much of a body is gone.
	const request = new XMLHttpRequest();
	return new Promise((resolve, reject) => {
		request.open('POST', `${path}?name=${encodeURIComponent(file.name)}`);
		request.setRequestHeader('content-type', 'application/octet-stream');
		request.responseType = 'text';
		request.upload.onprogress = (event) => onshare(event.total > 0 ? event.loaded / event.total : 0);
		request.onload = () => {
			const body = parsed(request.responseText);
			if (request.status < 300) resolve(String(body.id));
			else reject(new ImportProblem(request.status, body));
		};
		request.onerror = () => reject(new ImportProblem(0, {}));
		request.onabort = () => reject(new DOMException('', 'AbortError'));
		signal.addEventListener('abort', () => request.abort(), { once: true });
		request.send(file);
	});
}

export async function fetchPreview(
	id: string,
	choices: Record<string, string>,
	signal: AbortSignal
): Promise<ImportPreview> {
	const query = new URLSearchParams(choices);
	const answer = await reached(fetch(`/api/v1/imports/${id}/preview?${query}`, { signal }));
	return (await answer.json()) as ImportPreview;
}

/** Runs or tries the import; @throws ImportProblem, also when the stream ends without an answer. */
export async function runImport(
	id: string,
	options: Record<string, unknown>,
	{ signal, onprogress }: { signal: AbortSignal; onprogress: (read: number, total: number | null) => void }
): Promise<ImportReport> {
	const answer = await reached(
		fetch(`/api/v1/imports/${id}/run`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(options),
			signal
		})
	);
	for await (const event of lines(answer.body)) {
		if ('report' in event) return event.report;
		if ('problem' in event) throw new ImportProblem(422, { ...event.problem });
		onprogress(event.progress.read, event.progress.total);
	}
	throw new ImportProblem(0, {});
}

export function dropUpload(id: string): void {
	void fetch(`/api/v1/imports/${id}`, { method: 'DELETE', keepalive: true }).catch(() => undefined);
}

async function* lines(body: ReadableStream<Uint8Array> | null): AsyncGenerator<RunEvent> {
	const decoder = new TextDecoder();
	const reader = body?.getReader();
	let rest = '';
	for (;;) {
		const piece = await reader?.read().catch(connectionLost);
		if (!piece || piece.done) return;
		const parts = (rest + decoder.decode(piece.value, { stream: true })).split('\n');
		rest = parts.pop() ?? '';
		for (const line of parts) yield JSON.parse(line) as RunEvent;
	}
}

async function reached(request: Promise<Response>): Promise<Response> {
	const answer = await request.catch(connectionLost);
	if (answer.ok) return answer;
	throw new ImportProblem(answer.status, parsed(await answer.text()));
}

function connectionLost(failure: unknown): never {
	if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
	throw new ImportProblem(0, {});
}

function parsed(text: string): Record<string, unknown> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return {};
	}
}
