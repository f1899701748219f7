import { examine } from '#lib/server/db/examine.ts';
import { isDomainError } from '#lib/kernel/errors.ts';
import { MIGRATIONS } from '#lib/server/platform.ts';
import type { Command } from './command.ts';

export const doctor: Command = {
	name: 'doctor',
	summary: 'Explain what is wrong with the configuration or the database, and what to do',
	usage: 'usage: diwan doctor',
	async run(_args, io) {
		const where = io.config.DATABASE_URL
			? new URL(io.config.DATABASE_URL).host
			: `embedded in ${io.config.dataDir}`;
		io.line(`database: ${where}`);
		let findings;
		try {
			const platform = await io.platform({ migrate: false, feed: false });
			findings = await examine(platform.pool, { migrations: MIGRATIONS, embedded: platform.embedded });
		} catch (error) {
			const advice = adviceFor(error);
			io.line(`✗ connection: ${advice.found}\n  → ${advice.advice}`);
			io.result({ ok: false, findings: [{ check: 'connection', ok: false, severity: 'error', ...advice }] });
			return 1;
		}
		for (const f of findings)
			io.line(
				`${f.ok ? '✓' : f.severity === 'warning' ? '!' : '✗'} ${f.check}: ${f.found}${f.advice ? `\n  → ${f.advice}` : ''}`
			);
		const ok = findings.every((f) => f.ok || f.severity === 'warning');
		io.result({ ok, findings });
		return ok ? 0 : 1;
	}
};

/** What a refused connection means to the person who set it up. */
function adviceFor(error: unknown): { found: string; advice: string } {
	const { code, message } = error as { code?: string; message: string };
	if (isDomainError(error))
		return {
			found: `${error.code} ${JSON.stringify(error.params)}`,
			advice: 'Stop the other process or use another DIWAN_DATA_DIR.'
		};
	const advice: Record<string, string> = {
		ECONNREFUSED: 'No server listens there: start PostgreSQL, or correct host and port in DATABASE_URL.',
		ENOTFOUND: 'The host name is unknown: correct it in DATABASE_URL.',
		'28P01': 'The password is wrong: correct it in DATABASE_URL.',
		'28000': 'The server refuses this user from here: add a line to pg_hba.conf or use another user.',
		'3D000':
			'The database does not exist: create it (create database NAME owner USER) or correct DATABASE_URL.'
	};
	return {
		found: `${code ?? ''} ${message}`.trim(),
		advice: advice[code ?? ''] ?? 'Check DATABASE_URL and the server log.'
	};
}
