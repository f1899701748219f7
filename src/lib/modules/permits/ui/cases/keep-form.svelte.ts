import type { CaseForm, FilledIn } from './case-form.svelte.ts';
import { dropUnsaved, keepUnsaved, unsavedOf, type Slot, type Unsaved } from './unsaved.ts';

const REST_MS = 400;

/** Keeps what is typed and drawn in a form until it is saved, and offers it when the form is opened again. */
export class KeptForm {
	/** What was begun before, until somebody says what becomes of it. */
	offered = $state.raw<Unsaved | null>(null);
	#form: CaseForm;
	#slot: Slot;
	#asking = $state(true);
	/** As the form was when nothing had been typed. */
	#untouched = '';
	#timer: ReturnType<typeof setTimeout> | undefined;
	#latest = '';

	constructor(form: CaseForm, slot: Slot) {
		this.#form = form;
		this.#slot = slot;
	}

	/** Looks for what was begun, and keeps from now on. Nothing that fails here stands in anybody's way. @returns stops it. */
	start(): () => void {
		this.#untouched = JSON.stringify(this.#form.filledIn());
		void unsavedOf(this.#slot)
			.catch(() => null)
			.then((found) => {
				this.offered = found;
				this.#asking = found !== null;
			});
		const flush = () => document.visibilityState === 'hidden' && this.#keep();
		document.addEventListener('visibilitychange', flush);
		return () => {
			document.removeEventListener('visibilitychange', flush);
			this.#keep();
		};
	}

	/** To be called with every change of the form. */
	changed(): void {
		const latest = JSON.stringify(this.#form.filledIn());
		if (this.#asking || latest === this.#untouched || latest === this.#latest) return;
		this.#latest = latest;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#keep(), REST_MS);
	}

	/** Goes on with what was begun. @returns the parcel that was chosen. */
	goOn(): string | null {
		const content = this.offered!.content as FilledIn;
		this.offered = null;
		this.#asking = false;
		this.#form.fillIn(content);
		return content.plot;
	}

	/** Begins anew; also when it was saved. */
	async over(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.offered = null;
		this.#asking = false;
		this.#latest = this.#untouched = JSON.stringify(this.#form.filledIn());
		await dropUnsaved(this.#slot).catch(() => {});
	}

	#keep(): void {
		if (this.#timer === undefined) return;
		clearTimeout(this.#timer);
		this.#timer = undefined;
		const content = this.#form.filledIn();
		void keepUnsaved(this.#slot, content, { ...content, owner: null, engineer: null }).catch(() => {});
	}
}
