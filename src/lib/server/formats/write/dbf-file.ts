import { FileSink } from './file-sink.ts';
import { cut, dbfType, numberText, textOf, type DbfPlan } from './dbf-columns.ts';

/** Writes a `.dbf` in UTF-8 whose columns are as wide as their widest value. Returns how many texts had to be cut. */
export async function writeDbf(
	path: string,
	plans: DbfPlan[],
	count: number,
	records: AsyncIterable<unknown[]>
): Promise<number> {
	const columns = plans.map((plan) => ({ plan, ...dbfType(plan) }));
	const recordLength = 1 + columns.reduce((total, c) => total + c.length, 0);
	const sink = await FileSink.create(path);
	const header = Buffer.alloc(33 + 32 * columns.length);
	header.writeUInt8(3, 0);
	// The date of the last change is part of the header; a fixed one keeps equal exports equal.
	header.set([126, 1, 1], 1);
	header.writeUInt32LE(count, 4);
	header.writeUInt16LE(header.length, 8);
	header.writeUInt16LE(recordLength, 10);
	columns.forEach(({ plan, type, length, decimals }, i) => {
		const at = 32 + 32 * i;
		header.write(plan.name, at, 10, 'utf8');
		header.write(type, at + 11, 'latin1');
		header.writeUInt8(length, at + 16);
		header.writeUInt8(decimals, at + 17);
	});
	header.writeUInt8(0x0d, header.length - 1);
	await sink.append(header);
	let cuts = 0;
	for await (const values of records) {
		const record = Buffer.alloc(recordLength, 0x20);
		let at = 1;
		columns.forEach(({ plan, type, length, decimals }, i) => {
			const text = cellText(plan, type, decimals, values[i]);
			const fitting = cut(text, length);
			if (fitting.length < text.length) cuts += 1;
			// Numbers stand at the right end of their column.
			const from = type === 'N' ? at + length - fitting.length : at;
			record.write(fitting, from, 'utf8');
			at += length;
		});
		await sink.append(record);
	}
	await sink.append(Buffer.of(0x1a));
	await sink.close();
	return cuts;
}

function cellText(plan: DbfPlan, type: string, decimals: number, value: unknown): string {
	if (value === null || value === undefined || value === '') return '';
	switch (type) {
		case 'N':
			return decimals > 0 ? Number(value).toFixed(decimals) : numberText(Math.round(Number(value)));
		case 'L':
			return value === true || value === 'true' ? 'T' : 'F';
		case 'D':
			return textOf(value).slice(0, 10).replaceAll('-', '');
		default:
			return textOf(value);
	}
}
