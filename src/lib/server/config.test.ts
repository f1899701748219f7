import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { demandDataFolder } from './data-folder.ts';

const folder = mkdtempSync(path.join(os.tmpdir(), 'diwan-config-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const SECRET = { DIWAN_SECRET: 'x'.repeat(40) };
const wrong = (text: string) =>
	expect.objectContaining({
		code: 'configuration_invalid',
		params: { wrong: expect.stringContaining(text) }
	});

describe('the configuration', () => {
	it.each([
		[{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_ID'],
		[{ OIDC_CLIENT_ID: 'diwan' }, 'OIDC_ISSUER'],
		[{ OIDC_CLIENT_SECRET: 's' }, 'OIDC_ISSUER'],
		[{ OIDC_NAME: 'Gate' }, 'OIDC_ISSUER'],
		[{ DATABASE_REPLICA_URL: 'postgres://a/b' }, 'DATABASE_URL']
	])('%j alone is refused, naming what is missing', (given, missing) => {
		expect(() => readConfig({ ...SECRET, ...given })).toThrow(wrong(missing));
	});

	it('takes a sign-in provider that is complete, and none', () => {
		const oidc = { OIDC_ISSUER: 'https://id.example', OIDC_CLIENT_ID: 'diwan' };
		expect(readConfig({ ...SECRET, ...oidc })).toMatchObject(oidc);
		expect(readConfig({ ...SECRET, OIDC_ISSUER: '' }).OIDC_ISSUER).toBeUndefined();
	});
});

describe('the data folder', () => {
	it('is made with what stands above it, for its owner only, and left as clean as it was', () => {
		const deep = path.join(folder, 'a', 'b');
		demandDataFolder(deep);
		demandDataFolder(deep);
		expect(statSync(deep).mode & 0o777).toBe(0o700);
		expect(readdirSync(deep)).toEqual([]);
	});

	it('that is a file, or lies under one, is refused by name', () => {
		const file = path.join(folder, 'file');
		writeFileSync(file, '');
		expect(() => demandDataFolder(file)).toThrow(wrong(`${file} is a file`));
		expect(() => demandDataFolder(path.join(file, 'x'))).toThrow(wrong(`${file} is a file`));
		expect(() => readConfig({ DIWAN_DATA_DIR: file })).toThrow(wrong(`${file} is a file`));
	});

	it('that cannot be made or written is refused, and nothing waits for it', () => {
		const nowhere = path.join(folder, 'nowhere');
		symlinkSync('/proc', nowhere);
		expect(() => demandDataFolder(path.join(nowhere, 'x', 'y'))).toThrow(wrong('DIWAN_DATA_DIR'));
		const held = path.join(folder, 'held');
		mkdirSync(held);
		symlinkSync('/proc', path.join(held, 'db'));
		expect(() => demandDataFolder(held)).toThrow(wrong(path.join(held, 'db')));
	});
});
