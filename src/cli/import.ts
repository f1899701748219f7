import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { isDomainError, type DomainError } from '#lib/kernel/errors.ts';
import type { Mapping } from '#lib/modules/layers/rules/index.ts';
import { importFile, refusalWords, type ImportReport } from '#lib/modules/layers/server/index.ts';
import { Usage, type Command, type Io } from './command.ts';
import { IMPORTABLE } from './importable.ts';
import { pairs } from './pairs.ts';

export const importCommand: Command = {
	name: 'import',
	summary:
		'Bring a file into a layer: GeoJSON, Shapefile, GeoPackage, KML, GPX, CSV, DXF, Excel, OpenStreetMap',
	usage: `usage: diwan import FILE --layer LAYER [--crs EPSG:n] [--map target=field,...] [--dry-run] [--on-error stop|skip]

  --layer LAYER       ${wrapped(IMPORTABLE)}
  --crs EPSG:n        the file's coordinate system, when it does not tell or tells wrong
  --encoding NAME     the encoding of its texts (windows-1256, utf-8, ...), likewise
  --file-layer NAME   the layer inside the file, when it has several
  --map t=f,...       fill target t from field f of the file (f|g: g where f is empty); the rest is guessed
  --set t=v,...       give every row the value v in target t
  --source NAME       the stable name of where the rows come from (default: the file's name, or osm)
  --sheet FILE        lay the rows of a sheet (xlsx, csv) over the records, by a common key that is found out; with
                      --layer digs the works are planned works of the agencies they name (as --layer programme)
  --key f=s           that key: field f of the file, column s of the sheet
  --sheet-layer NAME  the sheet inside the workbook, when it is not the first
  --dry-run           do everything and take it back: the report is exact, nothing stays
  --on-error skip     leave wrong rows out and report them (default: stop at the first)

All rows come in one transaction. The same file again changes nothing: rows are recognised by source and identifier.`,
	async run(args, io) {
		const { file, options } = parse(args);
		// Told before the database is opened, and by its name.
		await access(file, constants.R_OK);
		if (options.sheet) await access(options.sheet.path, constants.R_OK);
		try {
			const report = await importFile(
				{ ...(await io.ctx()), locale: language() },
				{
					...options,
					path: file,
					signal: io.signal,
					onProgress: (read, total) => io.progress(`${options.layer}: rows`, read, total)
				}
			);
			tell(file, report, io);
			return 0;
		} catch (error) {
			if (isDomainError(error) && error.params.row !== undefined) return stopped(error, io);
			throw error;
		}
	}
};

/** Operators read English unless they say otherwise, as for every command. */
function language(): 'ar' | 'en' {
	return process.env.DIWAN_LOCALE === 'ar' ? 'ar' : 'en';
}

function tell(file: string, report: ImportReport, io: Io): void {
	const { format, crs, encoding, source, read, inserted, updated, unchanged, repaired, refused } = report;
	io.result(report);
	const how = [format, crs.srid ? `EPSG:${crs.srid} (${crs.from})` : crs.name, encoding, `source ${source}`];
	io.line(`${file} -> ${report.layer}: ${how.filter(Boolean).join(', ')}`);
	if (report.sheet) {
		const { name, key, rows, shapes, matched } = report.sheet;
		io.line(
			`  sheet ${name}: ${key.file} = ${key.sheet}, rows ${rows}, shapes ${shapes}, matched ${matched}`
		);
	}
	const others = (report.fileLayers ?? []).filter((name) => name !== report.fileLayer);
	// Without a choice some formats give all of their layers.
	if (report.fileLayer !== undefined && others.length > 0)
		io.line(
			`  layer ${report.fileLayer} of ${others.length + 1}; not taken: ${others.join(', ')} (--file-layer)`
		);
	for (const [target, fields] of Object.entries(report.mapping))
		if (fields.length > 0) io.line(`  ${target.padEnd(12)} <- ${fields.join(' | ')}`);
	if (report.unused.length > 0) io.line(`  not taken: ${report.unused.join(', ')}`);
	for (const [what, count] of Object.entries(report.skipped)) io.line(`  passed over: ${count} ${what}`);
	for (const { reference, source_id } of report.missing ?? [])
		io.line(`no longer in the file: ${source_id} (${reference}), still planned`);
	for (const { row, sourceId, message } of report.refusals)
		io.line(`row ${row}${sourceId ? ` (${sourceId})` : ''}: ${message}`);
	if (refused > report.refusals.length) io.line(`... and ${refused - report.refusals.length} more`);
	io.line(
		`${report.dryRun ? 'dry run, nothing kept: ' : ''}rows read ${read}, inserted ${inserted}, updated ${updated}, ` +
			`unchanged ${unchanged}, refused ${refused}` +
			`${repaired ? `, repaired ${repaired}` : ''}${report.clashes === undefined ? '' : `, clashes ${report.clashes}`}`
	);
}

/** A wrong row ended it: the row is what the operator needs to know. */
function stopped(error: DomainError, io: Io): number {
	const { row, source_id } = error.params;
	const words = refusalWords(error, language());
	io.result({
		error: { code: error.code, message: words, row, sourceId: source_id ?? null, at: error.at ?? null }
	});
	process.stderr.write(
		`diwan import: row ${row}${source_id ? ` (${source_id})` : ''}: ${words} Nothing was kept; --on-error skip leaves such rows out.\n`
	);
	return 1;
}

function parse(args: string[]) {
	const text = { type: 'string' } as const;
	const list = { type: 'string', multiple: true } as const;
	let parsed;
	try {
		parsed = parseArgs({
			args,
			allowPositionals: true,
			options: {
				layer: text,
				crs: text,
				encoding: text,
				'file-layer': text,
				source: text,
				sheet: text,
				key: text,
				'sheet-layer': text,
				map: list,
				set: list,
				'dry-run': { type: 'boolean' },
				'on-error': text
			}
		});
	} catch (error) {
		throw new Usage((error as Error).message);
	}
	const { values, positionals } = parsed;
	const [file] = positionals;
	if (!file || positionals.length > 1) throw new Usage('name one file');
	if (!values.layer) throw new Usage('name the layer: --layer LAYER');
	if (!IMPORTABLE.includes(values.layer)) throw new Usage(`nothing can be imported into "${values.layer}"`);
	const onError = values['on-error'] ?? 'stop';
	if (onError !== 'stop' && onError !== 'skip') throw new Usage('--on-error is stop or skip');
	const map: Mapping = Object.fromEntries(
		pairs(values.map).map(([k, v]) => [k, v.split('|').filter(Boolean)])
	);
	const [key] = pairs(values.key === undefined ? [] : [values.key]);
	return {
		file,
		options: {
			// A sheet tells what agencies plan; without one a file of works is what others have told.
			layer: values.sheet !== undefined && values.layer === 'digs' ? 'programme' : values.layer,
			onError,
			map,
			set: Object.fromEntries(pairs(values.set)),
			dryRun: values['dry-run'] ?? false,
			...(values.crs === undefined ? {} : { crs: values.crs }),
			...(values.encoding === undefined ? {} : { encoding: values.encoding }),
			...(values['file-layer'] === undefined ? {} : { fileLayer: values['file-layer'] }),
			...(values.source === undefined ? {} : { source: values.source }),
			...(values.sheet === undefined
				? {}
				: {
						sheet: {
							path: values.sheet,
							name: path.basename(values.sheet),
							...(values['sheet-layer'] === undefined ? {} : { tab: values['sheet-layer'] }),
							...(key ? { fileKey: key[0], sheetKey: key[1] } : {})
						}
					})
		}
	} as const;
}

function wrapped(ids: readonly string[]): string {
	const lines: string[] = [''];
	for (const id of ids) {
		const last = lines.length - 1;
		if (`${lines[last]} ${id}`.length > 88) lines.push(id);
		else lines[last] = `${lines[last]} ${id}`.trim();
	}
	return lines.join('\n                      ');
}
