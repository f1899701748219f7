import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { DomainError } from '#lib/kernel/errors.ts';

const url = (schemes: string[]) =>
	z.string().refine((v) => schemes.some((s) => v.startsWith(`${s}://`)), {
		message: `must start with ${schemes.map((s) => `${s}://`).join(' or ')}`
	});
const flag = z.enum(['0', '1']).transform((v) => v === '1');

const Environment = z.object({
	NODE_ENV: z.string().default('production'),
	DATABASE_URL: url(['postgres', 'postgresql']).optional(),
	DATABASE_REPLICA_URL: url(['postgres', 'postgresql']).optional(),
	DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
	ORIGIN: url(['http', 'https']).optional(),
	PORT: z.coerce.number().int().min(0).max(65535).default(3000),
	HOST: z.string().min(1).default('localhost'),
	DIWAN_DATA_DIR: z.string().min(1).default('.data'),
	DIWAN_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
	DIWAN_DEMO: flag.optional(),
	DIWAN_LOCALE: z.enum(['ar', 'en']).default('ar'),
	DIWAN_BASEMAP_URL: url(['http', 'https']).optional(),
	DIWAN_BASEMAP_ATTRIBUTION: z.string().optional(),
	DIWAN_TILE_CACHE_MB: z.coerce.number().int().min(0).max(16384).default(96),
	DIWAN_UPLOAD_MB: z.coerce.number().int().min(1).max(10240).default(200),
	OIDC_ISSUER: url(['http', 'https']).optional(),
	OIDC_CLIENT_ID: z.string().optional(),
	OIDC_CLIENT_SECRET: z.string().optional(),
	OIDC_NAME: z.string().optional(),
	SMTP_URL: url(['smtp', 'smtps']).optional(),
	MAIL_FROM: z
		.string()
		.regex(/^[^<>\r\n]*<?[^\s@<>]+@[^\s@<>]+>?$/, 'must be an address: Diwan <diwan@example.gov.eg>')
		.optional(),
	LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info')
});

export type Config = z.output<typeof Environment> & { dataDir: string; secret: string };

/**
 * Reads and checks the environment. Empty variables count as unset.
 * @throws DomainError `configuration_invalid` naming each wrong variable.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
	const parsed = Environment.safeParse(given);
	if (!parsed.success) {
		const wrong = parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`).join('; ');
		throw new DomainError('configuration_invalid', { params: { wrong } });
	}
	demandMail(parsed.data);
	const dataDir = path.resolve(parsed.data.DIWAN_DATA_DIR);
	return { ...parsed.data, dataDir, secret: parsed.data.DIWAN_SECRET ?? localSecret(dataDir) };
}

/** A mail needs a sender, and links that lead back here whoever asked for it. */
function demandMail({ SMTP_URL, MAIL_FROM, ORIGIN }: z.output<typeof Environment>): void {
	if (SMTP_URL === undefined) return;
	const missing = Object.entries({ MAIL_FROM, ORIGIN }).filter(([, value]) => value === undefined);
	if (missing.length === 0) return;
	const wrong = missing.map(([name]) => `${name}: must be set when SMTP_URL is`).join('; ');
	throw new DomainError('configuration_invalid', { params: { wrong } });
}

/** Without DIWAN_SECRET an installation makes its own, once, readable by its owner only. */
function localSecret(dataDir: string): string {
	const file = path.join(dataDir, 'secret');
	if (existsSync(file)) return readFileSync(file, 'utf8').trim();
	mkdirSync(dataDir, { recursive: true, mode: 0o700 });
	const secret = randomBytes(32).toString('base64url');
	try {
		writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
		return secret;
	} catch (error) {
		// Another process of the same installation was first.
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return readFileSync(file, 'utf8').trim();
		throw error;
	}
}
