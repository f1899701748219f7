import os from 'node:os';
import path from 'node:path';

const port = process.env.E2E_PORT ?? '4173';

/** Where the application under test keeps its files (and its demonstration password). */
export const DATA_DIR = path.join(os.tmpdir(), `diwan-journeys-${process.getuid?.() ?? 0}-${port}`);
/** Its database on the real server. */
export const DATABASE = `diwan_journeys_${port}`;
/** Where the mails arrive that the application sends. */
export const MAIL_DIR = path.join(DATA_DIR, 'mail');
