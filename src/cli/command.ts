import type { Config } from '#lib/server/config.ts';
import type { Ctx } from '#lib/server/context.ts';
import type { OpenOptions, Platform } from '#lib/server/platform.ts';

/** What a command may use of its surroundings. */
export interface Io {
	config: Config;
	/** Opens the database (sharing a running application's embedded one); closed by the runner. */
	platform(options?: OpenOptions): Promise<Platform>;
	/** A context of the operator (`system`). */
	ctx(): Promise<Ctx>;
	/** Result for people: a line on stdout, silent with --json. */
	line(text: string): void;
	/** Result for machines: printed as JSON with --json. */
	result(value: unknown): void;
	/** Progress on stderr: a bar on a terminal, plain lines otherwise. */
	progress(text: string, done?: number, total?: number): void;
	/** Aborted by Ctrl C: long work stops and leaves nothing half-done. */
	signal: AbortSignal;
}

/** One command of `diwan`; `run` returns the exit code: 0 done, 1 refused or failed. Wrong usage throws Usage. */
export interface Command {
	name: string;
	summary: string;
	usage: string;
	run(args: string[], io: Io): Promise<number>;
}

/** Thrown for wrong usage: the message and the command's usage are printed, the exit code is 2. */
export class Usage extends Error {}
