import { pathToFileURL } from 'node:url';
import { constants, DatabaseSync } from 'node:sqlite';
import { isDomainError } from '#lib/kernel/errors.ts';
import { refuse } from '../refuse.ts';

/** Functions our own queries use; a stranger's schema may call none (generated columns, views, checks). */
const FUNCTIONS = new Set(['octet_length', 'count', 'max']);

/**
 * Opens a stranger's SQLite file to read tables only: no extension, no view, no recursive query, no schema
 * function, no write-ahead log, nothing written beside it.
 */
export function openForeign(path: string): DatabaseSync {
	const url = pathToFileURL(path);
	url.searchParams.set('immutable', '1');
	url.searchParams.set('mode', 'ro');
	return reading(() => {
		const db = new DatabaseSync(url, { readOnly: true, allowExtension: false });
		db.exec('pragma trusted_schema = off; pragma cell_size_check = on; pragma mmap_size = 0');
		db.setAuthorizer((action, first, second, _database, inner) => {
			// `inner` names the view or trigger on whose behalf something is read.
			if (inner !== null) return constants.SQLITE_DENY;
			if (action === constants.SQLITE_SELECT || action === constants.SQLITE_READ) return constants.SQLITE_OK;
			if (action === constants.SQLITE_FUNCTION && FUNCTIONS.has(second ?? first ?? ''))
				return constants.SQLITE_OK;
			if (action === constants.SQLITE_PRAGMA && first === 'table_xinfo') return constants.SQLITE_OK;
			return constants.SQLITE_DENY;
		});
		return db;
	});
}

/** Rows of a small query; SQLite's own complaints become `file_unreadable`. */
export function rows(db: DatabaseSync, sql: string, ...values: string[]): Record<string, unknown>[] {
	return reading(() => db.prepare(sql).all(...values) as Record<string, unknown>[]);
}

/** An SQL identifier that a stranger chose. */
export function quoted(name: string): string {
	return `"${name.replaceAll('"', '""')}"`;
}

export function reading<T>(work: () => T): T {
	try {
		return work();
	} catch (error) {
		if (isDomainError(error)) throw error;
		refuse('file_unreadable', { reason: 'sqlite' }, error);
	}
}
