import type { ByteSource } from '../io/bytes.ts';
import { damagedUnless, osmBlocks } from './blocks.ts';
import type { OsmMember, OsmVisitor, Tags } from './primitives.ts';
import { StrictPbf } from './strict-pbf.ts';

/** Walks the blocks of a `.pbf` once. */
export async function* pbfPass(source: ByteSource, visitor: OsmVisitor): AsyncGenerator<void, void> {
	for await (const data of osmBlocks(source)) {
		damagedUnless(() => new Block(data, visitor).read());
		yield;
	}
}

class Block {
	readonly #data: Uint8Array;
	readonly #visitor: OsmVisitor;
	#strings: Uint8Array[] = [];
	readonly #texts = new Map<number, string>();
	#granularity = 100;
	#latOffset = 0;
	#lonOffset = 0;

	constructor(data: Uint8Array, visitor: OsmVisitor) {
		this.#data = data;
		this.#visitor = visitor;
	}

	read(): void {
		const groups: StrictPbf[] = [];
		const pbf = new StrictPbf(this.#data);
		pbf.each((tag) => {
			if (tag === 1) this.#strings = strings(pbf.nested());
			else if (tag === 2) groups.push(pbf.nested());
			else if (tag === 17) this.#granularity = pbf.readVarint();
			else if (tag === 19) this.#latOffset = pbf.readVarint(true);
			else if (tag === 20) this.#lonOffset = pbf.readVarint(true);
		});
		for (const group of groups)
			group.each((tag) => {
				if (tag === 1 && this.#visitor.node) this.#node(group.nested());
				else if (tag === 2 && this.#visitor.node) this.#denseNodes(group.nested());
				else if (tag === 3 && this.#visitor.way) this.#way(group.nested());
				else if (tag === 4 && this.#visitor.relation) this.#relation(group.nested());
			});
	}

	#node(pbf: StrictPbf): void {
		let id = 0;
		let lat = 0;
		let lon = 0;
		const tags = { keys: EMPTY, values: EMPTY };
		pbf.each((tag) => {
			if (tag === 1) id = pbf.readSVarint();
			else if (tag === 2) tags.keys = pbf.readBytes();
			else if (tag === 3) tags.values = pbf.readBytes();
			else if (tag === 8) lat = pbf.readSVarint();
			else if (tag === 9) lon = pbf.readSVarint();
		});
		this.#visitor.node?.(id, this.#lon(lon), this.#lat(lat), () => this.#tags(tags.keys, tags.values));
	}

	/** Four packed lists side by side, each number the difference to the one before; read in step, never unpacked. */
	#denseNodes(pbf: StrictPbf): void {
		let ids = new StrictPbf(EMPTY);
		let lats = ids;
		let lons = ids;
		let tagBytes = ids;
		pbf.each((tag) => {
			if (tag === 1) ids = pbf.nested();
			else if (tag === 8) lats = pbf.nested();
			else if (tag === 9) lons = pbf.nested();
			else if (tag === 10) tagBytes = pbf.nested();
		});
		let id = 0;
		let lat = 0;
		let lon = 0;
		while (ids.pos < ids.length) {
			id += ids.readSVarint();
			lat += lats.readSVarint();
			lon += lons.readSVarint();
			const from = tagBytes.pos;
			skipDenseTags(tagBytes);
			const empty = tagBytes.pos - from <= 1;
			this.#visitor.node?.(id, this.#lon(lon), this.#lat(lat), () =>
				empty ? undefined : this.#denseTags(tagBytes.buf.subarray(from, tagBytes.pos))
			);
		}
	}

	#way(pbf: StrictPbf): void {
		let id = 0;
		const tags = { keys: EMPTY, values: EMPTY };
		let refs = EMPTY;
		pbf.each((tag) => {
			if (tag === 1) id = pbf.readVarint(true);
			else if (tag === 2) tags.keys = pbf.readBytes();
			else if (tag === 3) tags.values = pbf.readBytes();
			else if (tag === 8) refs = pbf.readBytes();
		});
		this.#visitor.way?.(
			id,
			() => this.#tags(tags.keys, tags.values),
			() => deltas(refs)
		);
	}

	#relation(pbf: StrictPbf): void {
		let id = 0;
		const tags = { keys: EMPTY, values: EMPTY };
		const members = { roles: EMPTY, ids: EMPTY, types: EMPTY };
		pbf.each((tag) => {
			if (tag === 1) id = pbf.readVarint(true);
			else if (tag === 2) tags.keys = pbf.readBytes();
			else if (tag === 3) tags.values = pbf.readBytes();
			else if (tag === 8) members.roles = pbf.readBytes();
			else if (tag === 9) members.ids = pbf.readBytes();
			else if (tag === 10) members.types = pbf.readBytes();
		});
		this.#visitor.relation?.(
			id,
			() => this.#tags(tags.keys, tags.values),
			() => this.#members(members)
		);
	}

	#members({ roles, ids, types }: Record<'roles' | 'ids' | 'types', Uint8Array>): OsmMember[] {
		const [role, type] = [new StrictPbf(roles), new StrictPbf(types)];
		return deltas(ids).map((ref) => {
			const kind = MEMBERS[type.readVarint()];
			if (kind === undefined) throw new RangeError('member');
			return { type: kind, ref, role: this.#text(role.readVarint()) };
		});
	}

	#tags(keys: Uint8Array, values: Uint8Array): Tags | undefined {
		const k = new StrictPbf(keys);
		const v = new StrictPbf(values);
		if (k.length === 0) return undefined;
		const tags: Tags = {};
		while (k.pos < k.length) this.#set(tags, k.readVarint(), v.readVarint());
		return tags;
	}

	#denseTags(bytes: Uint8Array): Tags {
		const pbf = new StrictPbf(bytes);
		const tags: Tags = {};
		for (let key = pbf.readVarint(); key !== 0; key = pbf.readVarint())
			this.#set(tags, key, pbf.readVarint());
		return tags;
	}

	#set(tags: Tags, key: number, value: number): void {
		const name = this.#text(key);
		if (name !== '__proto__') tags[name] = this.#text(value);
	}

	#text(index: number): string {
		let text = this.#texts.get(index);
		if (text === undefined) {
			const bytes = this.#strings[index];
			if (bytes === undefined) throw new RangeError('string');
			text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
			this.#texts.set(index, text);
		}
		return text;
	}

	#lat(value: number): number {
		return Math.round((this.#latOffset + this.#granularity * value) / 100);
	}

	#lon(value: number): number {
		return Math.round((this.#lonOffset + this.#granularity * value) / 100);
	}
}

const MEMBERS = ['node', 'way', 'relation'] as const;

const EMPTY: Uint8Array = new Uint8Array(0);

/** More strings than a block can sensibly have: each costs us far more than its bytes. */
const STRINGS = 1_000_000;

function strings(pbf: StrictPbf): Uint8Array[] {
	const found: Uint8Array[] = [];
	pbf.each((tag) => {
		if (tag !== 1) return;
		if (found.length >= STRINGS) throw new RangeError('strings');
		found.push(pbf.readBytes());
	});
	return found;
}

/** Key and value indexes up to the 0 that ends a node's tags; a block without any tags has no list at all. */
function skipDenseTags(pbf: StrictPbf): void {
	if (pbf.length === 0) return;
	while (pbf.readVarint() !== 0) pbf.readVarint();
}

function deltas(bytes: Uint8Array): number[] {
	const pbf = new StrictPbf(bytes);
	const values: number[] = [];
	let value = 0;
	while (pbf.pos < pbf.length) values.push((value += pbf.readSVarint()));
	return values;
}
