import { createHash } from 'node:crypto';
import type net from 'node:net';
import { sql } from 'kysely';
import type pg from 'pg';

const [KEPT, ALL_KEPT, LATER_SENT] = ['/* keep */ ', '/* keep all */ ', '/* later */ '];
/**
 * Begins the text of a statement that is asked very often and whose planning costs more than its work. The text must
 * be the same each time, but for its parameters.
 */
export const KEEP = sql.raw(KEPT);
/** The same, and for every statement after it in its transaction: for steps that are taken all day long. */
export const KEEP_ALL = sql.raw(ALL_KEPT);
/**
 * Begins, before any other mark, the text of a statement of a transaction whose answer nobody waits for: it is sent in
 * one message with the next one, which fails where this one fails. It says that it has no rows.
 */
export const LATER = sql.raw(LATER_SENT);

/** What was not sent yet has no rows to show. */
const NOTHING = { command: '', rowCount: 0, oid: 0, rows: [], fields: [] };

/**
 * Does on a connection what the marks say. A transaction begins with its first statement: half of what a short one
 * costs is the way to the database and back.
 */
export function gatherStatements(client: pg.PoolClient): void {
	const query = client.query.bind(client) as (...args: unknown[]) => unknown;
	const { stream } = (client as unknown as { connection: { stream: net.Socket } }).connection;
	let [open, all] = [false, false];
	let held: unknown[][] = [];

	/** Sends what was held and this one at once. @throws the first error of them, in their order. */
	const send = async (args: unknown[]) => {
		const sent = [...held, args];
		held = [];
		stream.cork();
		const answers = sent.map((one) => query(...one) as Promise<unknown>);
		stream.uncork();
		return (await Promise.all(answers)).at(-1);
	};
	const asked = (text: unknown, ...rest: unknown[]) => {
		if (typeof text !== 'string') return query(text, ...rest);
		const later = open && text.startsWith(LATER_SENT);
		const marked = text.startsWith(LATER_SENT) ? text.slice(LATER_SENT.length) : text;
		if (marked.startsWith(ALL_KEPT)) all = true;
		// What begins and ends a transaction has no values, and is not worth it.
		const kept = Array.isArray(rest[0]) && (marked.startsWith(KEPT) || (all && rest[0].length > 0));
		const args = kept ? [{ name: nameOf(text), text, values: rest[0] }, ...rest.slice(1)] : [text, ...rest];
		const begins = text === 'begin';
		if (begins) [open, all, held] = [true, false, []];
		if (begins || later) {
			held.push(args);
			return Promise.resolve(NOTHING);
		}
		if (text === 'commit') open = false;
		if (text === 'rollback') {
			// What was not sent has not happened; with the beginning among it, nothing has.
			const nothing = held[0]?.[0] === 'begin';
			[open, held] = [false, []];
			if (nothing) return Promise.resolve(NOTHING);
		}
		return held.length > 0 ? send(args) : query(...args);
	};
	client.query = asked as typeof client.query;
}

const names = new Map<string, string>();

/** PostgreSQL cuts names at 63 bytes. */
function nameOf(text: string): string {
	let name = names.get(text);
	if (name === undefined)
		names.set(text, (name = `keep_${createHash('sha256').update(text).digest('hex').slice(0, 32)}`));
	return name;
}
