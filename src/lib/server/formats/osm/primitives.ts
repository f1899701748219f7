/** Key and value of an object's tags. */
export type Tags = Record<string, string>;

export interface OsmNode {
	id: number;
	lon: number;
	lat: number;
	tags: Tags | undefined;
}

export interface OsmWay {
	id: number;
	tags: Tags | undefined;
	refs: number[];
}

/** A part of a relation. */
export interface OsmMember {
	type: 'node' | 'way' | 'relation';
	ref: number;
	role: string;
}

/** Objects in the order of the file. A reader asks only for what it wants; the rest costs almost nothing. */
export interface OsmVisitor {
	/** Coordinates in ten-millionths of a degree, as OpenStreetMap keeps them. `tags` is called when wanted. */
	node?(id: number, lon: number, lat: number, tags: () => Tags | undefined): void;
	way?(id: number, tags: () => Tags | undefined, refs: () => number[]): void;
	/** Members in their order. */
	relation?(id: number, tags: () => Tags | undefined, members: () => OsmMember[]): void;
}

/** Feeds a visitor from a file of either notation, and gives a breath between pieces for records to be taken. */
export type OsmPass = (visitor: OsmVisitor) => AsyncGenerator<void, void>;
