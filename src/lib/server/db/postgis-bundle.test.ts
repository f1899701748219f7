import { describe, expect, it } from 'vitest';
import { without } from './postgis-bundle.ts';

const entry = (name: string, content: string, kind = '0'): Buffer => {
	const head = Buffer.alloc(512);
	head.write(name);
	head.write(content.length.toString(8).padStart(11, '0'), 124);
	head.write(kind, 156);
	return Buffer.concat([head, Buffer.from(content), Buffer.alloc((512 - (content.length % 512)) % 512)]);
};
const end = Buffer.alloc(1024);

describe('a bundle without what is never loaded', () => {
	it('keeps the other entries byte for byte', () => {
		const kept = [entry('lib/postgis-3.so', 'x'.repeat(1000)), entry('share/proj/', '', '5')];
		const tar = Buffer.concat([kept[0]!, entry('lib/raster-3.so', 'y'.repeat(512)), kept[1]!, end]);
		expect(without(tar, /raster/)).toEqual(Buffer.concat([...kept, end]));
	});

	it('refuses an entry that it does not know', () => {
		expect(() => without(Buffer.concat([entry('long name', 'z', 'L'), end]), /raster/)).toThrow('kind L');
	});
});
