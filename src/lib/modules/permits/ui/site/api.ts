import type { CheckVerdict } from '../../rules/check/check.ts';
import type { Place } from '../../rules/code/types.ts';
import type { RuleResult } from '../../rules/check/types.ts';
import type { SiteFacts } from '../../rules/site/facts.ts';
import type { Surroundings } from '../../rules/site/types.ts';

/** A statement as `GET /api/v1/permits/site` gives it. */
export interface Statement {
	verdict: CheckVerdict;
	facts: SiteFacts;
	corners: { no: number; east: number; north: number; lon: number; lat: number }[];
	results: RuleResult[];
	site: Surroundings;
}

/** Which plot is asked about: a row, a place on it, or a surface in planar metres (EPSG:22992). */
export type Asked = { parcel: string } | { at: readonly [number, number] } | { geometry: GeoJSON.Polygon };

/** By which day's code, and whether as a town or a village; null: as the zone has it. */
export interface Judged {
	on: string;
	place: Place | null;
}

/** A refusal as the server told it; status 0: it was not reached. */
export class Refused extends Error {
	readonly status: number;
	readonly code: string;
	/** A place to look at, WGS84. */
	readonly at: [number, number] | null;

	constructor(status: number, body: Record<string, unknown>) {
		super(typeof body.detail === 'string' ? body.detail : '');
		this.status = status;
		this.code = String(body.code ?? 'unreachable');
		this.at = (body.at as [number, number] | undefined) ?? null;
	}
}

/** @throws Refused; an aborted call throws AbortError. */
export async function fetchStatement(
	asked: Asked,
	{ on, place }: Judged,
	signal: AbortSignal
): Promise<Statement> {
	const judged = { on, ...(place ? { place } : {}) };
	if ('geometry' in asked) return call('/api/v1/permits/site', signal, { ...asked, ...judged });
	const plot = 'parcel' in asked ? asked : { at: asked.at.map((v) => v.toFixed(8)).join(',') };
	return call(`/api/v1/permits/site?${new URLSearchParams({ ...plot, ...judged })}`, signal);
}

/** Asks the server to judge a building, for the record. @throws Refused */
export function fetchCheck(question: Record<string, unknown>, signal: AbortSignal) {
	return call<{ verdict: Statement['verdict']; results: RuleResult[] }>(
		'/api/v1/permits/check',
		signal,
		question
	);
}

async function call<T>(path: string, signal: AbortSignal, body?: unknown): Promise<T> {
	const response = await fetch(path, {
		signal,
		...(body === undefined
			? {}
			: { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
	}).catch((failure: unknown) => {
		if (failure instanceof DOMException && failure.name === 'AbortError') throw failure;
		throw new Refused(0, {});
	});
	const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>;
	if (!response.ok) throw new Refused(response.status, answer);
	return answer as T;
}
