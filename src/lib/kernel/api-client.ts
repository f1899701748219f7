/** A refusal or failure as the server told it; status 0: it was not reached. */
export class Problem<Current = unknown> extends Error {
	readonly status: number;
	readonly code: string;
	/** To quote to support. */
	readonly reference: string | undefined;
	readonly errors: readonly { path: string; message: string }[];
	/** A place to look at, WGS84. */
	readonly at: [number, number] | undefined;
	/** The record as it stands now, when somebody else saved first. */
	readonly current: Current | undefined;

	constructor(status: number, body: Record<string, unknown>) {
		super(typeof body.detail === 'string' ? body.detail : '');
		this.status = status;
		this.code = String(body.code ?? 'unreachable');
		this.reference = body.reference as string | undefined;
		this.errors = (body.errors as Problem['errors'] | undefined) ?? [];
		this.at = body.at as Problem['at'];
		this.current = body.current as Current | undefined;
	}
}

export interface CallOptions {
	body?: unknown;
	/** Version of the record that is changed. */
	version?: number;
	/** Makes a repetition harmless. */
	key?: string;
	signal?: AbortSignal;
	/** Username of whoever made it: nobody else's session carries it. */
	by?: string;
}

/** Asks our API from a page. @throws Problem; an aborted call throws AbortError. */
export async function callApi<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
	const headers: Record<string, string> = {};
	if (options.body !== undefined) headers['content-type'] = 'application/json';
	if (options.version !== undefined) headers['if-match'] = `"${options.version}"`;
	if (options.key !== undefined) headers['idempotency-key'] = options.key;
	if (options.by !== undefined) headers['x-diwan-person'] = options.by;
	const response = await fetch(`/api/v1/${path}`, {
		method,
		headers,
		body: options.body === undefined ? null : JSON.stringify(options.body),
		signal: options.signal ?? null
	}).catch((failure: unknown) => {
		if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
		throw new Problem(0, {});
	});
	const body = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Problem(response.status, body);
	return body as T;
}

/** Anything thrown while asking, as a problem to show; a mistake of ours is thrown on. */
export function asProblem(thrown: unknown): Problem {
	if (thrown instanceof Problem) return thrown;
	throw thrown;
}
