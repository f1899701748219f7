#!/usr/bin/env node
import { readConfig } from '#lib/server/config.ts';
import { makeCtx } from '#lib/server/context.ts';
import { openPlatform, type Platform } from '#lib/server/platform.ts';
import { SYSTEM } from '#lib/server/policy/index.ts';
import { Usage, type Command, type Io } from './command.ts';
import { COMMANDS } from './commands.ts';
import { failureLines, failureOf } from './failure.ts';
import { progressLine } from './progress.ts';

process.exitCode = await main(process.argv.slice(2));

async function main(argv: string[]): Promise<number> {
	const json = argv.includes('--json');
	const args = argv.filter((a) => a !== '--json');
	const command = COMMANDS.find((c) => c.name.split(' ').every((word, i) => args[i] === word));
	if (args.length === 0 || (!command && ['--help', '-h', 'help'].includes(args[0] ?? ''))) {
		console.log(overview());
		return args.length === 0 ? 2 : 0;
	}
	if (!command) {
		const group = COMMANDS.filter((c) => c.name.split(' ').length > 1 && c.name.startsWith(`${args[0]} `));
		const told = group.length ? args.slice(0, 2).join(' ') : args[0];
		console.error(`diwan: unknown command "${told}"\n\n${overview(group.length ? group : COMMANDS)}`);
		return 2;
	}
	const rest = args.slice(command.name.split(' ').length);
	if (rest.includes('--help') || rest.includes('-h')) {
		console.log(`${command.summary}\n\n${command.usage}`);
		return 0;
	}
	return run(command, rest, json);
}

async function run(command: Command, args: string[], json: boolean): Promise<number> {
	const stop = new AbortController();
	process.once('SIGINT', () => stop.abort());
	let open: Promise<Platform> | undefined;
	const bar = progressLine(process.stderr);
	try {
		const config = readConfig();
		const io: Io = {
			config,
			platform: (options) => (open ??= openPlatform(config, { share: true, ...options })),
			ctx: async () => makeCtx(await io.platform(), { actor: SYSTEM }),
			line: (text) => json || console.log(text),
			result: (value) => json && console.log(JSON.stringify(value)),
			progress: bar.show,
			signal: stop.signal
		};
		return await command.run(args, io);
	} catch (error) {
		if (error instanceof Usage) {
			console.error(`diwan ${command.name}: ${error.message}\n\n${command.usage}`);
			return 2;
		}
		const locale = process.env.DIWAN_LOCALE === 'ar' ? 'ar' : 'en';
		const failure = failureOf(error, locale);
		if (json) console.log(JSON.stringify({ error: failure }));
		console.error(`diwan ${command.name}: ${failureLines(failure)}`);
		return 1;
	} finally {
		bar.end();
		await open?.then((p) => p.close()).catch(() => undefined);
	}
}

function overview(commands: readonly Command[] = COMMANDS): string {
	const width = Math.max(...commands.map((c) => c.name.length));
	const lines = commands.map((c) => `  ${c.name.padEnd(width)}  ${c.summary}`);
	return `usage: diwan COMMAND [OPTIONS] [--json]\n\n${lines.join('\n')}\n\nCOMMAND --help tells its options.`;
}
