import { parseArgs } from 'node:util';
import { isCivilDate } from '#lib/kernel/dates.ts';
import type { Mapping } from '#lib/modules/layers/rules/index.ts';
import { Usage } from './command.ts';
import { pairs } from './pairs.ts';

export const SOLVE_DIGS_USAGE = `usage: diwan solve digs --in FILE --from YYYY-MM-DD --to YYYY-MM-DD [--crs EPSG:n] [--map target=field,...]

  --in FILE           works, in any format that import reads
  --from, --to DAY    the period: every work that is placed lies within it
  --crs EPSG:n        the file's coordinate system, when it does not tell or tells wrong
  --encoding NAME     the encoding of its texts, likewise
  --file-layer NAME   the layer inside the file, when it has several
  --map t=f,...       fill target t from field f of the file; the rest is guessed. Targets are those of
                      \`import --layer digs\` (source_id, promoter, start, end, carriageway, category, state) and
                      earliest, latest (first and last day on which the work may start), submitted (for its notice),
                      nuisance (0 to 5), joint (works with one word here agreed to share a trench)
  --set t=v,...       give every row the value v in target t
  --shift DAYS        how far a work without earliest and latest may be moved (default 30)
  --crews N           works of one promoter open on one day among works whose zones touch, directly or through
                      others (default 1)
  --submitted DAY     when works without a day of their own were submitted; absent, their notice is not checked
  --threads N         worker threads (default 2)
  --on-error skip     leave wrong rows out and report them (default: stop at the first)

Granted, running and emergency works stay where they are and close their days to their neighbours. No database is used.
Ctrl C stops it.`;

export interface SolveDigs {
	reading: {
		path: string;
		crs?: string;
		encoding?: string;
		fileLayer?: string;
		map: Mapping;
		set: Record<string, string>;
	};
	period: { start: string; end: string };
	shift: number;
	crews: number;
	threads: number;
	submitted: string | undefined;
	onError: 'stop' | 'skip';
}

/** @throws Usage */
export function parseSolveDigs(args: string[]): SolveDigs {
	const values = valuesOf(args);
	if (!values.in) throw new Usage('name the file of works: --in FILE');
	if (!values.from || !values.to) throw new Usage('name the period: --from YYYY-MM-DD --to YYYY-MM-DD');
	const period = { start: day('--from', values.from), end: day('--to', values.to) };
	if (period.end < period.start) throw new Usage('--to is before --from');
	const onError = values['on-error'] ?? 'stop';
	if (onError !== 'stop' && onError !== 'skip') throw new Usage('--on-error is stop or skip');
	return {
		reading: {
			path: values.in,
			...(values.crs === undefined ? {} : { crs: values.crs }),
			...(values.encoding === undefined ? {} : { encoding: values.encoding }),
			...(values['file-layer'] === undefined ? {} : { fileLayer: values['file-layer'] }),
			map: Object.fromEntries(pairs(values.map).map(([k, v]) => [k, v.split('|').filter(Boolean)])),
			set: Object.fromEntries(pairs(values.set))
		},
		period,
		shift: count('--shift', values.shift ?? '30', 0, 3660),
		crews: count('--crews', values.crews ?? '1', 1, 1000),
		threads: count('--threads', values.threads ?? '2', 1, 64),
		submitted: values.submitted === undefined ? undefined : day('--submitted', values.submitted),
		onError
	};
}

function valuesOf(args: string[]) {
	const text = { type: 'string' } as const;
	const list = { type: 'string', multiple: true } as const;
	try {
		return parseArgs({
			args,
			options: {
				in: text,
				from: text,
				to: text,
				crs: text,
				encoding: text,
				'file-layer': text,
				map: list,
				set: list,
				shift: text,
				crews: text,
				submitted: text,
				threads: text,
				'on-error': text
			}
		}).values;
	} catch (error) {
		throw new Usage((error as Error).message);
	}
}

function day(option: string, text: string): string {
	if (!isCivilDate(text)) throw new Usage(`${option} is a day, YYYY-MM-DD; "${text}" is none`);
	return text;
}

function count(option: string, text: string, min: number, max: number): number {
	const value = /^\d+$/.test(text) ? Number(text) : NaN;
	if (!(value >= min && value <= max)) throw new Usage(`${option} is a whole number from ${min} to ${max}`);
	return value;
}
