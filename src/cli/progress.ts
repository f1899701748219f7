/** Progress on a stream: one line rewritten in place on a terminal, at most a plain line a second elsewhere. */
export function progressLine(out: NodeJS.WriteStream) {
	let shown = false;
	let last = 0;
	return {
		show(text: string, done?: number, total?: number): void {
			if (!out.isTTY) {
				const finished = total !== undefined && done === total;
				if (!finished && done !== undefined && Date.now() - last < 1000) return;
				last = Date.now();
				out.write(`${text}${done === undefined ? '' : ` ${done}${total ? `/${total}` : ''}`}\n`);
				return;
			}
			const width = 24;
			const filled = total ? Math.round((Math.min(done ?? 0, total) / total) * width) : 0;
			const bar = total ? `[${'#'.repeat(filled)}${'.'.repeat(width - filled)}] ` : '';
			out.write(`\r\x1b[2K${bar}${text}${done === undefined ? '' : ` ${done}${total ? `/${total}` : ''}`}`);
			shown = true;
		},
		end(): void {
			if (shown) out.write('\n');
		}
	};
}
