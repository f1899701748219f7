import type { ByteSource } from '../io/bytes.ts';
import { refuse } from '../refuse.ts';
import type { ReadLimits } from '../types.ts';
import { xmlRecords, type XmlHandler } from '../xml/events.ts';
import type { OsmMember, OsmVisitor, Tags } from './primitives.ts';

/** Walks an `.osm` file once. Objects that an editor marked as deleted are left out. */
export async function* xmlPass(
	source: ByteSource,
	encoding: string,
	limits: ReadLimits,
	visitor: OsmVisitor
): AsyncGenerator<void, void> {
	for await (const _ of xmlRecords(source, encoding, limits, new OsmHandler(visitor, limits))) yield;
}

class OsmHandler implements XmlHandler<undefined> {
	readonly #visitor: OsmVisitor;
	readonly #limits: ReadLimits;
	#attributes: Record<string, string> = {};
	#tags: Tags | undefined;
	#refs: number[] = [];
	#members: OsmMember[] = [];
	#some = false;

	constructor(visitor: OsmVisitor, limits: ReadLimits) {
		this.#visitor = visitor;
		this.#limits = limits;
	}

	open(name: string, attributes: Record<string, string>): void {
		if (name === 'node' || name === 'way' || name === 'relation') {
			this.#attributes = attributes;
			this.#tags = undefined;
			this.#refs = [];
			this.#members = [];
		} else if (name === 'tag') {
			const { k, v } = attributes;
			if (k !== undefined && v !== undefined && k !== '__proto__') (this.#tags ??= {})[k] = v;
		} else if (name === 'nd') {
			if (this.#refs.length >= this.#limits.elements) refuse('file_too_many_vertices', { what: 'vertices' });
			this.#refs.push(Number(attributes.ref));
		} else if (name === 'member') {
			const { type, ref, role = '' } = attributes;
			if (this.#members.length >= this.#limits.elements)
				refuse('file_too_many_vertices', { what: 'members' });
			if (type === 'node' || type === 'way' || type === 'relation')
				this.#members.push({ type, ref: Number(ref), role });
		}
	}

	close(name: string): void {
		const { id, lon, lat, action } = this.#attributes;
		if (action === 'delete') return;
		const tags = this.#tags;
		const refs = this.#refs;
		const members = this.#members;
		if (name === 'node')
			this.#visitor.node?.(
				Number(id),
				Math.round(Number(lon) * 1e7),
				Math.round(Number(lat) * 1e7),
				() => tags
			);
		else if (name === 'way')
			this.#visitor.way?.(
				Number(id),
				() => tags,
				() => refs
			);
		else if (name === 'relation')
			this.#visitor.relation?.(
				Number(id),
				() => tags,
				() => members
			);
		this.#some = true;
	}

	take(): undefined[] {
		const some = this.#some;
		this.#some = false;
		return some ? [undefined] : [];
	}
}
