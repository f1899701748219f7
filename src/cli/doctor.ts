import { connectionAdvice, databaseName } from '#lib/server/db/connection-advice.ts';
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
			? databaseName(io.config.DATABASE_URL)
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
	const known = connectionAdvice(error);
	if (known) return known;
	const { code, message } = error as { code?: string; message: string };
	if (isDomainError(error) && error.code === 'configuration_invalid')
		return { found: String(error.params.wrong), advice: 'Correct the variable and start again.' };
	if (isDomainError(error))
		return {
			found: `${error.code} ${JSON.stringify(error.params)}`,
			advice: 'Stop the other process or use another DIWAN_DATA_DIR.'
		};
	return { found: `${code ?? ''} ${message}`.trim(), advice: 'Check DATABASE_URL and the server log.' };
}
