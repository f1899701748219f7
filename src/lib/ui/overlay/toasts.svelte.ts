import { getContext, setContext } from 'svelte';

export interface Toast {
	id: number;
	text: string;
	tone: 'done' | 'warning' | 'problem';
	/** The one thing to do about it, usually undo. */
	action?: { label: string; run: () => void };
}

const KEY = Symbol('toasts');
const LIFE_MS = 6000;

/**
 * Short notices of what just happened. A problem, and a notice with something to do, stay until dismissed; the
 * others leave by themselves.
 */
export class Toasts {
	shown = $state<Toast[]>([]);
	#next = 1;
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nobody watches timers
	#timers = new Map<number, ReturnType<typeof setTimeout>>();

	show(text: string, options: Partial<Pick<Toast, 'tone' | 'action'>> = {}): number {
		const toast: Toast = { id: this.#next++, text, tone: options.tone ?? 'done', action: options.action };
		this.shown.push(toast);
		if (toast.tone !== 'problem' && !toast.action) this.release(toast.id);
		return toast.id;
	}

	dismiss(id: number): void {
		this.hold(id);
		this.shown = this.shown.filter((toast) => toast.id !== id);
	}

	/** Keeps a notice while somebody reads it. */
	hold(id: number): void {
		clearTimeout(this.#timers.get(id));
		this.#timers.delete(id);
	}

	/** Lets it leave after its time. */
	release(id: number): void {
		this.hold(id);
		this.#timers.set(
			id,
			setTimeout(() => this.dismiss(id), LIFE_MS)
		);
	}
}

export function provideToasts(): Toasts {
	return setContext(KEY, new Toasts());
}

export function useToasts(): Toasts {
	const toasts = getContext<Toasts | undefined>(KEY);
	if (!toasts) throw new Error('useToasts outside UiRoot');
	return toasts;
}
