/**
 * The application under test: the production build on a fresh database of its own (the real server when
 * TEST_DATABASE_URL is set, else the embedded one) with the demonstration governorate.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { mailbox } from '../builders/mailbox.ts';
import { ARABIC } from '../db/support.ts';
import { DATA_DIR, DATABASE, MAIL_DIR } from './place.ts';

rmSync(DATA_DIR, { recursive: true, force: true });
mkdirSync(DATA_DIR, { recursive: true });
process.env.DIWAN_DATA_DIR = DATA_DIR;
process.env.LOG_LEVEL ??= 'warn';

// A mail server of the tests' own: what arrives lies in a folder.
mkdirSync(MAIL_DIR);
const box = await mailbox();
box.onmail = ({ to, raw }) =>
	writeFileSync(path.join(MAIL_DIR, `${String(box.mails.length).padStart(4, '0')} ${to}.eml`), raw);
process.env.SMTP_URL = `smtp://127.0.0.1:${box.port}`;
process.env.MAIL_FROM = 'ديوان <diwan@example.gov.eg>';
process.env.ORIGIN = `http://127.0.0.1:${process.env.PORT}`;

const real = process.env.TEST_DATABASE_URL;
if (real) {
	const client = new pg.Client({ connectionString: real });
	await client.connect();
	await client.query(`drop database if exists ${DATABASE} with (force)`);
	await client.query(`create database ${DATABASE} ${ARABIC}`);
	await client.end();
	const url = new URL(real);
	url.pathname = `/${DATABASE}`;
	process.env.DATABASE_URL = url.href;
	process.env.DIWAN_DEMO = '1';
} else delete process.env.DATABASE_URL;

await import(path.resolve('src/server.ts'));
