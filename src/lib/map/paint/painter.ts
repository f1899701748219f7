import type { Look } from './draw.ts';
import type { FromPainter, Painted, ToPainter } from './messages.ts';

/** Whether this browser can paint beside the page. */
export function canPaint(): boolean {
	return typeof Worker === 'function' && typeof OffscreenCanvas === 'function';
}

/** Has tiles fetched and painted by a worker; it is started with the first one. */
export class Painter {
	#worker: Worker | undefined;
	#waiting = new Map<number, (painted: Painted) => void>();
	#last = 0;

	/** The picture of a tile; nothing, with status 0, when it is not wanted any more. */
	paint(url: string, look: Look, signal: AbortSignal): Promise<Painted> {
		const id = ++this.#last;
		const worker = (this.#worker ??= this.#start());
		return new Promise((resolve) => {
			this.#waiting.set(id, resolve);
			signal.addEventListener('abort', () => {
				if (this.#waiting.delete(id)) tell(worker, { id, drop: true });
				resolve({ dense: false, status: 200 });
			});
			tell(worker, { id, url, look });
		});
	}

	stop(): void {
		this.#worker?.terminate();
		this.#waiting.clear();
	}

	#start(): Worker {
		const worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' });
		worker.addEventListener('message', ({ data: { id, ...painted } }: MessageEvent<FromPainter>) => {
			this.#waiting.get(id)?.(painted);
			this.#waiting.delete(id);
		});
		return worker;
	}
}

function tell(worker: Worker, message: ToPainter): void {
	worker.postMessage(message);
}
