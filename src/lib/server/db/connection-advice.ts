import { DomainError } from '#lib/kernel/errors.ts';

/** What a failed connection is, as the driver says it, and what to do about it. */
export interface Advice {
	found: string;
	advice: string;
}

const ADVICE: Record<string, string> = {
	ECONNREFUSED: 'No server listens there: start PostgreSQL, or correct host and port in DATABASE_URL.',
	ENOTFOUND: 'The host name is unknown: correct it in DATABASE_URL.',
	EAI_AGAIN: 'The host name cannot be looked up: correct it in DATABASE_URL, or mend the name server.',
	EHOSTUNREACH: 'The host cannot be reached: correct it in DATABASE_URL, or mend the network.',
	ETIMEDOUT: 'The host does not answer: correct host and port in DATABASE_URL, or open the firewall.',
	'28P01': 'The password is wrong: correct it in DATABASE_URL.',
	'28000': 'The server refuses this user from here: add a line to pg_hba.conf or use another user.',
	'3D000': 'The database does not exist: create it (create database NAME owner USER) or correct DATABASE_URL.'
};

/** Undefined when the failure is not about reaching the database. */
export function connectionAdvice(error: unknown): Advice | undefined {
	// A name with several addresses fails with one error for each.
	const cause = error instanceof AggregateError ? error.errors[0] : error;
	const { code = '', message = '' } = (cause ?? {}) as { code?: string; message?: string };
	const late = /timeout exceeded when trying to connect/.test(message) ? ADVICE.ETIMEDOUT : undefined;
	const advice = ADVICE[code] ?? late;
	return advice === undefined ? undefined : { found: message || code, advice };
}

/** Host and database of an address, without user and password: `db.example:5432/diwan`. */
export function databaseName(url: string): string {
	const { host, pathname, searchParams } = new URL(url);
	return `${host || searchParams.get('host') || 'localhost'}/${decodeURIComponent(pathname.slice(1))}`;
}

/** A start that fails for want of the database, in words that name it; any other failure as it is. */
export function namedFailure(error: unknown, url: string | undefined): unknown {
	const known = url === undefined ? undefined : connectionAdvice(error);
	if (!known || url === undefined) return error;
	const wrong = `DATABASE_URL (${databaseName(url)}): ${known.found}. ${known.advice} "npm run diwan -- doctor" looks closer`;
	return new DomainError('configuration_invalid', { params: { wrong }, cause: error });
}
