import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { DomainError } from '#lib/kernel/errors.ts';
import { demandDataFolder } from './data-folder.ts';

const url = (schemes: string[]) =>
	z.string().refine((v) => schemes.some((s) => v.startsWith(`${s}://`)), {
		message: `must start with ${schemes.map((s) => `${s}://`).join(' or ')}`
	});
const flag = z.enum(['0', '1']).transform((v) => v === '1');

const Environment = z.object({
	NODE_ENV: z.string().default('production'),
	DATABASE_URL: url(['postgres', 'postgresql']).optional(),
	DATABASE_REPLICA_URL: url(['postgres', 'postgresql']).optional(),
	/** Connections to the database. More than a few for each core do not get more done: they push each other out of its caches. */
	DATABASE_POOL: z.coerce
		.number()
		.int()
		.min(1)
		.max(200)
		.default(Math.max(8, 3 * availableParallelism())),
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
	/** Where a virus scanner listens: `unix:/run/clamav/clamd.ctl` or `host:port`. */
	DIWAN_CLAMD: z
		.string()
		.regex(/^(unix:\/.+|[^:/\s]+:\d{1,5})$/, 'must be unix:/path or host:port')
		.optional(),
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

/** Variables that mean nothing without others. */
const NEEDS: readonly (readonly [
	given: keyof typeof Environment.shape,
	needed: keyof typeof Environment.shape
])[] = [
	['OIDC_ISSUER', 'OIDC_CLIENT_ID'],
	['OIDC_CLIENT_ID', 'OIDC_ISSUER'],
	['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
	['OIDC_NAME', 'OIDC_ISSUER'],
	['DATABASE_REPLICA_URL', 'DATABASE_URL'],
	// A mail needs a sender, and links that lead back here whoever asked for it.
	['SMTP_URL', 'MAIL_FROM'],
	['SMTP_URL', 'ORIGIN']
];

export type Config = z.output<typeof Environment> & { dataDir: string; secret: string };

/**
 * Reads and checks the environment. Empty variables count as unset.
 * @throws DomainError `configuration_invalid` naming each wrong variable.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
	const given = Object.fromEntries(Object.entries(env).filter(([, v]) => v !== undefined && v !== ''));
	const parsed = Environment.safeParse(given);
	const wrong = [
		...(parsed.error?.issues ?? []).map((i) => `${i.path.join('.')}: ${i.message}`),
		...NEEDS.filter(([name, needed]) => name in given && !(needed in given)).map(
			([name, needed]) => `${needed}: must be set when ${name} is`
		)
	];
	if (!parsed.success || wrong.length > 0)
		throw new DomainError('configuration_invalid', { params: { wrong: wrong.join('; ') } });
	const dataDir = path.resolve(parsed.data.DIWAN_DATA_DIR);
	return { ...parsed.data, dataDir, secret: parsed.data.DIWAN_SECRET ?? localSecret(dataDir) };
}

/** Without DIWAN_SECRET an installation makes its own, once, readable by its owner only. */
function localSecret(dataDir: string): string {
	const file = path.join(dataDir, 'secret');
	if (existsSync(file)) return readFileSync(file, 'utf8').trim();
	demandDataFolder(dataDir);
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
