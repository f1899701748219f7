import { accountLines, loadDemo } from '#lib/modules/demo/server/index.ts';
import { Usage, type Command } from './command.ts';

/** `diwan demo load`: the model town with its people, on a database that is meant for trying. */
export const demoLoad: Command = {
	name: 'demo load',
	summary: 'Load the demonstration governorate and print its accounts',
	usage:
		'usage: diwan demo load\n\n' +
		'Loads the model town, its units, people and works, or brings them up to date. The embedded database takes\n' +
		'it as it is; any other only with DIWAN_DEMO=1. The password of the accounts is set again.',
	async run(args, io) {
		if (args.length) throw new Usage(`unexpected "${args[0]}"`);
		const platform = await io.platform();
		const report = await loadDemo(platform, { onProgress: io.progress });
		const features = Object.values(report.layers).reduce((sum, n) => sum + n, 0);
		io.line(`${features} features, ${report.digs} digs, ${report.people} people`);
		for (const line of accountLines(platform)) io.line(line);
		io.result(report);
		return 0;
	}
};
