import { DomainError } from '#lib/kernel/errors.ts';
import { draw } from './draw.ts';
import { headerBits, versionFor, type Version } from './layout.ts';
import { correction } from './reed-solomon.ts';

/**
 * A QR code (byte mode, UTF-8, level M) of up to 213 bytes: rows of modules, true is dark, without the quiet zone.
 * @throws DomainError `too_large`.
 */
export function qrCode(text: string): boolean[][] {
	const bytes = [...new TextEncoder().encode(text)];
	const version = versionFor(bytes.length);
	if (!version) throw new DomainError('too_large', { params: { bytes: bytes.length } });
	return draw(version, interleave(version, pack(version, bytes)));
}

/** The dark modules as one SVG path in units of a module, with the four-module quiet zone. */
export function qrPath(modules: readonly (readonly boolean[])[]): { size: number; path: string } {
	const path = modules
		.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x + 4} ${y + 4}h1v1h-1z` : '')))
		.join('');
	return { size: modules.length + 8, path };
}

/** Mode, length, text, end, then filling up to the version's capacity. */
function pack(version: Version, bytes: readonly number[]): number[] {
	const bits: number[] = [];
	const put = (value: number, length: number) => {
		for (let i = length - 1; i >= 0; i--) bits.push((value >>> i) & 1);
	};
	put(0b0100, 4);
	put(bytes.length, headerBits(version) - 4);
	for (const byte of bytes) put(byte, 8);
	const capacity = version.dataBytes * 8;
	put(0, Math.min(4, capacity - bits.length));
	put(0, (8 - (bits.length % 8)) % 8);
	for (let filler = 0xec; bits.length < capacity; filler ^= 0xec ^ 0x11) put(filler, 8);
	return Array.from({ length: version.dataBytes }, (_, i) =>
		bits.slice(i * 8, i * 8 + 8).reduce((value, bit) => value * 2 + bit, 0)
	);
}

/** Splits into blocks, adds the correction, and takes from the blocks in turn, so that a scratch hurts each a little. */
function interleave(version: Version, data: readonly number[]): number[] {
	const { blocks, correctionPerBlock, dataBytes } = version;
	const short = Math.floor(dataBytes / blocks);
	const longOnes = dataBytes % blocks;
	let start = 0;
	const parts = Array.from({ length: blocks }, (_, i) => {
		const part = data.slice(start, (start += short + (i >= blocks - longOnes ? 1 : 0)));
		return { part, check: correction(part, correctionPerBlock) };
	});
	const turn = (rows: readonly (readonly number[])[]) =>
		Array.from({ length: Math.max(...rows.map((r) => r.length)) }, (_, i) =>
			rows.flatMap((row) => (i < row.length ? [row[i] ?? 0] : []))
		).flat();
	return [...turn(parts.map((p) => p.part)), ...turn(parts.map((p) => p.check))];
}
