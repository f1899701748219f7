import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { DomainError } from '#lib/kernel/errors.ts';
import { readAnchor } from '#lib/server/audit/anchor.ts';
import { failureLines, failureOf } from './failure.ts';
import { IMPORTABLE } from './importable.ts';

const dataDir = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function diwan(...args: string[]) {
	return spawnSync(process.execPath, ['src/cli/main.ts', ...args], {
		env: { ...process.env, DATABASE_URL: '', DIWAN_LOCALE: '', DIWAN_DATA_DIR: dataDir, LOG_LEVEL: 'error' },
		encoding: 'utf8'
	});
}

test('a file or folder that is not there is named, without opening a database', () => {
	const read = diwan('import', '/nope/a.geojson', '--layer', 'streets');
	expect(read.status).toBe(1);
	expect(read.stderr).toContain('/nope/a.geojson: there is no such file');
	const written = diwan('audit', 'verify', '--anchor-file', '/nope/anchor');
	expect(written.stderr).toContain('/nope/anchor: there is no such file');
});

test('a file is not written into a folder that is not there', () => {
	const { status, stderr } = diwan('export', 'digs', '--out', '/nope/x.csv');
	expect(status).toBe(1);
	expect(stderr).toContain('/nope: there is no such file or folder');
	expect(stderr).not.toContain('.part');
});

test('an unknown command of a group lists the group', () => {
	const { status, stderr } = diwan('audit', 'bogus');
	expect(status).toBe(2);
	expect(stderr).toContain('unknown command "audit bogus"');
	expect(stderr).toContain('audit verify');
	expect(stderr).not.toContain('migrate');
});

test('wrong fields and the thing that is missing are told in words', () => {
	let thrown: unknown;
	try {
		readAnchor('garbage');
	} catch (error) {
		thrown = error;
	}
	expect(failureLines(failureOf(thrown, 'en'))).toMatch(
		/^Some of the data.*\n {2}anchor: This is not right\.$/
	);
	const gone = new DomainError('not_found', { params: { type: 'unit', id: 'moon' } });
	expect(failureOf(gone, 'en').message).toMatch(/\(type: unit, id: moon\)$/);
	const told = new DomainError('database_unsuitable', {
		params: { reason: 'migration_changed', name: 'x.sql' }
	});
	expect(failureOf(told, 'en').message.match(/migration_changed/g)).toHaveLength(1);
	expect(failureOf(told, 'en').message).toContain('x.sql');
});

test('digs are among the layers that take a file', () => {
	expect(IMPORTABLE).toContain('digs');
	expect(new Set(IMPORTABLE).size).toBe(IMPORTABLE.length);
});
