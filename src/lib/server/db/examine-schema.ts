import type { Pool } from 'pg';
import type { Finding } from './finding.ts';
import { changedMigrations, pendingMigrations, unknownMigrations } from './migrate.ts';
import { missingObjects } from './schema-objects.ts';

const SHOWN = 12;

/** Whether the database has the schema of this build: whole, not older, not newer, made by the same files. */
export async function examineSchema(pool: Pool, migrations: string): Promise<Finding[]> {
	const findings: Finding[] = [];
	const wrong = (found: string, advice: string) =>
		findings.push({ check: 'schema', ok: false, severity: 'error', found, advice });
	const pending = await pendingMigrations(pool, migrations);
	const unknown = await unknownMigrations(pool, migrations);
	const changed = await changedMigrations(pool, migrations);
	const missing = await missingObjects(pool);
	if (unknown.length)
		wrong(
			`made by another version: ${listed(unknown)} ran here and is not in this one`,
			'The database is newer than the program: install the version that brought it forward, or a newer one.'
		);
	if (changed.length)
		wrong(
			`changed after it ran: ${listed(changed)}`,
			'Put the file back as it was released (install Diwan afresh); the application refuses to start with it.'
		);
	if (missing.length)
		wrong(
			`missing: ${listed(missing)}`,
			'It was dropped by hand or with an extension, and migrating does not bring it back: restore the database from a backup.'
		);
	if (pending.length) wrong(`${pending.length} migrations to run`, 'Run: diwan migrate');
	return findings.length ? findings : [{ check: 'schema', ok: true, severity: 'error', found: 'up to date' }];
}

function listed(names: string[]): string {
	const more = names.length - SHOWN;
	return names.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
