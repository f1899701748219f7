import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '#lib/kernel/errors.ts';

const TROUBLES: Record<string, string> = {
	EACCES: 'this user may not write there',
	EPERM: 'this user may not write there',
	EROFS: 'the file system is read-only',
	ENOSPC: 'no space is left on the disk',
	ENOENT: 'the folder cannot be made there'
};

/**
 * Makes the data folder where it is missing, readable by its owner only, and sees that it can be written: what stands
 * in the way is told at once, and not by whoever writes first.
 * @throws DomainError `configuration_invalid` naming `DIWAN_DATA_DIR`.
 */
export function demandDataFolder(folder: string): void {
	make(folder);
	demandWritable(folder);
	// The embedded database waits for ever on files it may not write.
	const database = path.join(folder, 'db');
	if (kindOf(database) === 'folder') demandWritable(database);
}

/** Folder by folder: Node's own recursion does not end where the system refuses folders (/proc). */
function make(folder: string): void {
	const kind = kindOf(folder);
	if (kind === 'folder') return;
	if (kind === 'file') refuse(`${folder} is a file, not a folder`);
	make(path.dirname(folder));
	try {
		mkdirSync(folder, { mode: 0o700 });
	} catch (error) {
		// Another process of the same installation was first.
		if (kindOf(folder) !== 'folder') refuseFor(folder, error);
	}
}

function demandWritable(folder: string): void {
	const probe = path.join(folder, `.write-${process.pid}`);
	try {
		writeFileSync(probe, '', { mode: 0o600 });
		rmSync(probe, { force: true });
	} catch (error) {
		refuseFor(folder, error);
	}
}

function kindOf(name: string): 'folder' | 'file' | undefined {
	try {
		return statSync(name).isDirectory() ? 'folder' : 'file';
	} catch (error) {
		const { code } = error as NodeJS.ErrnoException;
		if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
		return refuseFor(name, error);
	}
}

function refuseFor(folder: string, error: unknown): never {
	const { code = '', message } = error as NodeJS.ErrnoException;
	return refuse(`${folder}: ${TROUBLES[code] ?? message}`);
}

function refuse(what: string): never {
	throw new DomainError('configuration_invalid', { params: { wrong: `DIWAN_DATA_DIR: ${what}` } });
}
