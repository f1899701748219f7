import type { ByteSource } from './io/bytes.ts';
import { openZip, type Archive } from './io/zip.ts';
import { refuse } from './refuse.ts';
import { openShapefile } from './shapefile/reader.ts';
import { partsFrom, stemOf } from './shapefile/siblings.ts';
import { openXlsx } from './xlsx/reader.ts';
import type { ReadContext, SourceReader } from './types.ts';

type OpenMember = (member: ByteSource, context: ReadContext) => Promise<SourceReader>;

/** Members that say what an archive is for, or that nobody means to import. */
const OFFICE = /^(\[Content_Types\]\.xml|xl\/|word\/|mimetype$)/;
const JUNK = /(^|\/)(__MACOSX\/|\.|Thumbs\.db$)/i;
const SIDE = /\.(dbf|shx|prj|cpg|sbn|sbx|qix|qpj|qmd|xml|png|jpe?g|txt|pdf)$/i;

/**
 * A zip: one or several shapefiles, a KMZ, a workbook, or any one file we read. With several, `layer` chooses by name and the
 * first is taken otherwise.
 */
export async function openArchive(
	source: ByteSource,
	context: ReadContext,
	openMember: OpenMember
): Promise<SourceReader> {
	if (source.path === undefined) refuse('file_unknown_format', { format: 'zip_in_zip' });
	const archive = await openZip(source.path, context.limits);
	try {
		const members = archive.members.filter((m) => !JUNK.test(m.name));
		if (members.some((m) => /^xl\/workbook\.xml$/i.test(m.name)))
			return closing(await openXlsx(members, context), archive);
		if (members.some((m) => OFFICE.test(m.name))) refuse('file_unknown_format', { format: 'office' });
		const { chosen, name, layers } = choose(members, context.options.layer);
		const reader = /\.shp$/i.test(chosen.name)
			? await openShapefile(memberParts(chosen, members), context)
			: await openMember(chosen, withoutLayer(context, layers));
		return closing(
			{
				...reader,
				format: reader.format === 'kml' ? 'kmz' : reader.format,
				...(layers.length > 1 ? { layers, layer: name } : {})
			},
			archive
		);
	} catch (error) {
		archive.close();
		throw error;
	}
}

/** The archive stays open as long as its reader. */
function closing(reader: SourceReader, archive: Archive): SourceReader {
	return {
		...reader,
		close: async () => {
			await reader.close?.();
			archive.close();
		}
	};
}

function choose(
	members: ByteSource[],
	wanted?: string
): { chosen: ByteSource; name: string; layers: string[] } {
	const shp = members.filter((m) => /\.shp$/i.test(m.name));
	const kml = members.filter((m) => /\.kml$/i.test(m.name));
	const other = members.filter((m) => !SIDE.test(m.name) && !m.name.endsWith('/'));
	const candidates = shp.length > 0 ? shp : kml.length > 0 ? kml : other;
	if (candidates.length === 0 && members.some((m) => /\.dbf$/i.test(m.name)))
		refuse('file_missing_part', { part: '.shp' });
	const layers = namesOf(candidates);
	const at = layers.length === 1 || wanted === undefined ? 0 : layers.indexOf(wanted);
	if (candidates.length === 0) refuse('file_unknown_format', { format: 'zip' });
	const [chosen, name] = [candidates[at], layers[at]];
	if (chosen === undefined || name === undefined)
		refuse('file_layer_unknown', { layer: wanted ?? '', known: layers.join(', ') });
	return { chosen, name, layers };
}

/** The files' names; with their folders when two files in different folders are called the same. */
function namesOf(members: ByteSource[]): string[] {
	const short = members.map(layerName);
	return new Set(short).size === short.length ? short : members.map((m) => stem(m.name));
}

/** With one file inside, a layer name means a layer of that file. */
function withoutLayer(context: ReadContext, layers: string[]): ReadContext {
	if (layers.length === 1) return context;
	const { layer: _chosen, ...options } = context.options;
	return { ...context, options };
}

function memberParts(shp: ByteSource, members: ByteSource[]): ReturnType<typeof partsFrom> {
	const stem = stemOf(shp.name);
	const part = (extension: string): ByteSource | undefined =>
		members.find((m) => stemOf(m.name) === stem && m.name.toLowerCase().endsWith(extension));
	return partsFrom(shp, part('.dbf'), part('.prj'), part('.cpg'));
}

function layerName(member: ByteSource): string {
	return stem(member.name.split('/').at(-1) ?? member.name);
}

function stem(name: string): string {
	return name.replace(/\.[^./]*$/, '');
}
