import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Platform } from '#lib/server/platform.ts';
import { ROOT } from '#lib/server/root.ts';

/** Where the types of the schema stand. */
export const SCHEMA_FILE = path.join(ROOT, 'src/lib/server/db/schema.ts');

/** Generates the query builder's types from a database; with `verify` only compares. Throws when that fails. */
export async function generateTypes(p: Platform, { verify = false } = {}): Promise<void> {
	const { host, port, connectionString } = p.pool.options;
	const url =
		connectionString ??
		`postgres://postgres@localhost:${port}/postgres?host=${encodeURIComponent(host ?? '')}`;
	const { status, stderr, stdout } = spawnSync(
		process.execPath,
		[
			path.join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js'),
			'--dialect',
			'postgres',
			'--url',
			url,
			'--out-file',
			SCHEMA_FILE,
			'--date-parser',
			'string',
			'--default-schema',
			'public',
			'--include-pattern',
			'(public|auth).*',
			'--exclude-pattern',
			'*.(geometry_columns|geography_columns|spatial_ref_sys|raster_columns|raster_overviews)',
			...(verify ? ['--verify'] : [])
		],
		{ encoding: 'utf8' }
	);
	if (status !== 0) throw new Error(`kysely-codegen: ${stderr || stdout}`);
}
