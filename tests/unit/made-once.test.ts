import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { madeOnce } from '../db/made-once.ts';

const root = mkdtempSync(path.join(os.tmpdir(), 'diwan-test-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

let folder: string;
let made: number;
beforeEach(() => {
	folder = path.join(mkdtempSync(path.join(root, 'x')), 'template');
	made = 0;
});
const make = async () => {
	const at = `${folder}-building-${++made}`;
	mkdirSync(at);
	writeFileSync(path.join(at, 'content'), 'whole');
	await new Promise((resolve) => setTimeout(resolve, 20));
	return at;
};

test('who asks at the same time waits for the one who makes it', async () => {
	expect(await Promise.all([1, 2, 3].map(() => madeOnce(folder, make)))).toEqual([folder, folder, folder]);
	expect(made).toBe(1);
	expect(existsSync(path.join(folder, 'content'))).toBe(true);
	expect(existsSync(`${folder}.lock`)).toBe(false);
});

test('the lock of a process that is gone is taken over', async () => {
	const { pid } = spawnSync(process.execPath, ['-e', '']);
	writeFileSync(`${folder}.lock`, String(pid));
	await madeOnce(folder, make);
	expect(made).toBe(1);
	expect(existsSync(`${folder}.lock`)).toBe(false);
});

test('the lock of a living process is waited for', async () => {
	writeFileSync(`${folder}.lock`, String(process.ppid));
	const asked = madeOnce(folder, make);
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(made).toBe(0);
	rmSync(`${folder}.lock`);
	await asked;
	expect(made).toBe(1);
});

test('who could not make it leaves no lock', async () => {
	await expect(madeOnce(folder, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
	expect(existsSync(`${folder}.lock`)).toBe(false);
});
