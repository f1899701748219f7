import { PbfReader } from 'pbf';

/** The one layer of a tile of ours, opened but not read: most of it is only looked at while it is drawn. */
export interface OpenTile {
	pbf: PbfReader;
	extent: number;
	keys: string[];
	values: (string | number | boolean | null)[];
	features: TileFeature[];
}

export interface TileFeature {
	/** 1 point, 2 line, 3 polygon. */
	type: number;
	/** Where its tags and its geometry begin in the tile; -1 = it has none. */
	tags: number;
	geometry: number;
}

/** Opens a tile of the Mapbox Vector Tile format, or undefined when there is nothing in it. */
export function openTile(data: ArrayBuffer): OpenTile | undefined {
	const pbf = new PbfReader(new Uint8Array(data));
	for (const tag of fields(pbf, pbf.length)) if (tag === 3) return openLayer(pbf);
	return undefined;
}

/** The value of an attribute of a feature, undefined when it has none of that name. */
export function valueOf(tile: OpenTile, feature: TileFeature, name: string): unknown {
	if (feature.tags < 0) return undefined;
	const { pbf } = tile;
	pbf.pos = feature.tags;
	const end = pbf.readVarint() + pbf.pos;
	while (pbf.pos < end) {
		const key = pbf.readVarint();
		const value = pbf.readVarint();
		if (tile.keys[key] === name) return tile.values[value];
	}
	return undefined;
}

function openLayer(pbf: PbfReader): OpenTile {
	const tile: OpenTile = { pbf, extent: 4096, keys: [], values: [], features: [] };
	for (const tag of fields(pbf)) {
		if (tag === 2) tile.features.push(openFeature(pbf));
		else if (tag === 3) tile.keys.push(pbf.readString());
		else if (tag === 4) tile.values.push(readValue(pbf));
		else if (tag === 5) tile.extent = pbf.readVarint();
	}
	return tile;
}

function openFeature(pbf: PbfReader): TileFeature {
	const feature: TileFeature = { type: 0, tags: -1, geometry: -1 };
	for (const tag of fields(pbf)) {
		if (tag === 2) feature.tags = pbf.pos;
		else if (tag === 3) feature.type = pbf.readVarint();
		else if (tag === 4) feature.geometry = pbf.pos;
	}
	return feature;
}

function readValue(pbf: PbfReader): string | number | boolean | null {
	let value: string | number | boolean | null = null;
	for (const tag of fields(pbf)) {
		if (tag === 1) value = pbf.readString();
		else if (tag === 2) value = pbf.readFloat();
		else if (tag === 3) value = pbf.readDouble();
		else if (tag === 4) value = pbf.readVarint(true);
		else if (tag === 5) value = pbf.readVarint();
		else if (tag === 6) value = pbf.readSVarint();
		else if (tag === 7) value = pbf.readBoolean();
	}
	return value;
}

/** The field numbers of a message, or of everything up to an end; what is not read is passed over. */
function* fields(pbf: PbfReader, end = pbf.readVarint() + pbf.pos): Generator<number> {
	for (let tag = pbf.nextField(end); tag; tag = pbf.nextField(end)) yield tag;
}
