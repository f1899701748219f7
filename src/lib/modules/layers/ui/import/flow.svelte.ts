import type { ImportPreview, ImportReport, ImportTarget, Mapping } from '../../rules/index.ts';
import { dropUpload, fetchPreview, ImportProblem, runImport, sendFile } from './client.ts';

/** Where an import stands: nothing chosen, seen on the map, tried, saved. */
export type Step = 'file' | 'preview' | 'trial' | 'done';
/** What is being done right now. */
export type Work = 'uploading' | 'reading' | 'trying' | 'saving';

/** One import from the chosen file to the saved rows, as a page walks it. */
export class ImportFlow {
	readonly targets: readonly ImportTarget[];
	layer = $state('');
	files = $state.raw<File[]>([]);
	step = $state<Step>('file');
	work = $state<Work | null>(null);
	/** Of the work in hand: share of the upload, or rows. */
	done = $state(0);
	total = $state<number | null>(null);
	preview = $state.raw<ImportPreview | null>(null);
	report = $state.raw<ImportReport | null>(null);
	problem = $state.raw<ImportProblem | null>(null);
	cancelled = $state(false);
	/** What the person says against what was found out; empty = as found. */
	crs = $state('');
	encoding = $state('');
	fileLayer = $state('');
	/** Of the sheet beside the file: which of its sheets, and the two fields that name the same thing. */
	tab = $state('');
	fileKey = $state('');
	sheetKey = $state('');
	source = $state('');
	skip = $state(false);
	map = $state.raw<Mapping>({});
	constants = $state<Record<string, string>>({});
	#upload: string | null = null;
	#stop: AbortController | null = null;

	constructor(targets: readonly ImportTarget[], layer: string) {
		this.targets = targets;
		this.layer = targets.some((t) => t.id === layer) ? layer : (targets[0]?.id ?? '');
	}

	/** The layer the file goes into. */
	get target(): ImportTarget | undefined {
		return this.targets.find((t) => t.id === this.layer);
	}

	/** The mapping as it stands: what was found, with what the person changed. */
	get mapping(): Mapping {
		return { ...this.preview?.mapping, ...this.map };
	}

	/** Sends the chosen files and reads them. */
	open(): Promise<void> {
		return this.#do('uploading', async (signal) => {
			this.#forget();
			const size = this.files.reduce((sum, file) => sum + file.size, 0);
			let sent = 0;
			let id: string | undefined;
			// The .shp first: it names the upload. A sheet beside it last.
			for (const file of this.files.toSorted((a, b) => rank(a) - rank(b))) {
				const onshare = (share: number) => (this.done = (sent + share * file.size) / (size || 1));
				id = await sendFile(file, { ...(id === undefined ? {} : { into: id }), signal, onshare });
				this.#upload = id;
				sent += file.size;
			}
			await this.#read(signal);
		});
	}

	/** Reads the file again, as the person now says it is. */
	reread(): Promise<void> {
		return this.#do('reading', (signal) => this.#read(signal));
	}

	/** Does everything and takes it back, to know what would come of it. */
	try(): Promise<void> {
		return this.#do('trying', async (signal) => {
			this.report = await this.#run(true, signal);
			this.step = 'trial';
		});
	}

	save(): Promise<void> {
		return this.#do('saving', async (signal) => {
			this.report = await this.#run(false, signal);
			this.step = 'done';
			this.#upload = null;
		});
	}

	cancel(): void {
		this.#stop?.abort();
	}

	/** The mapping, or anything else that a trial depends on, is another now. */
	changed(): void {
		if (this.step !== 'trial') return;
		this.step = 'preview';
		this.report = null;
	}

	restart(): void {
		this.cancel();
		this.#stop = null;
		this.work = null;
		this.#forget();
		this.files = [];
		this.step = 'file';
		this.problem = null;
		this.cancelled = false;
	}

	#forget(): void {
		if (this.#upload) dropUpload(this.#upload);
		this.#upload = null;
		this.preview = null;
		this.report = null;
		this.crs = this.encoding = this.fileLayer = this.source = '';
		this.tab = this.fileKey = this.sheetKey = '';
		this.skip = false;
		this.map = {};
		this.constants = {};
	}

	async #read(signal: AbortSignal): Promise<void> {
		this.work = 'reading';
		const before = this.preview;
		const preview = await fetchPreview(this.#upload ?? '', this.#choices(), signal);
		// Other fields: what was said about the old ones means nothing now.
		if (before && names(before) !== names(preview)) {
			this.map = {};
			this.constants = {};
		}
		this.preview = preview;
		this.report = null;
		this.step = 'preview';
	}

	#run(trial: boolean, signal: AbortSignal): Promise<ImportReport> {
		const { constants, source } = this;
		// Some formats do not say how many records they hold; the trial has counted them.
		const counted = this.preview?.total ?? this.report?.read ?? null;
		this.total = counted;
		const map = { ...this.mapping };
		for (const target of Object.keys(constants)) map[target] = [];
		return runImport(
			this.#upload ?? '',
			{
				...this.#choices(),
				map,
				set: Object.fromEntries(Object.entries(constants).filter(([, value]) => value !== '')),
				...(source ? { source } : {}),
				dry_run: trial,
				// A trial is to tell of every wrong row, not of the first.
				on_error: trial || this.skip ? 'skip' : 'stop'
			},
			{
				signal,
				onprogress: (read, total) => {
					this.done = read;
					this.total = total ?? counted;
				}
			}
		);
	}

	#choices(): Record<string, string> {
		const { layer, crs, encoding, fileLayer, tab, fileKey, sheetKey } = this;
		return {
			layer,
			...(crs ? { crs } : {}),
			...(encoding ? { encoding } : {}),
			...(fileLayer ? { file_layer: fileLayer } : {}),
			...(tab ? { sheet_layer: tab } : {}),
			...(fileKey ? { file_key: fileKey } : {}),
			...(sheetKey ? { sheet_key: sheetKey } : {})
		};
	}

	async #do(work: Work, what: (signal: AbortSignal) => Promise<void>): Promise<void> {
		this.cancel();
		const stop = (this.#stop = new AbortController());
		this.problem = null;
		this.cancelled = false;
		this.work = work;
		this.done = 0;
		this.total = null;
		try {
			await what(stop.signal);
		} catch (thrown) {
			// Another work has taken over; its state is not ours to touch.
			if (this.#stop !== stop) return;
			// What could not be read, or was not to be, is of no use on the server.
			if (this.step === 'file') this.#forget();
			if (stop.signal.aborted) this.cancelled = true;
			else this.problem = thrown instanceof ImportProblem ? thrown : new ImportProblem(0, {});
		}
		if (this.#stop === stop) this.work = null;
	}
}

function rank({ name }: File): number {
	if (/\.(xlsx|xlsm|csv|tsv|txt)$/i.test(name)) return 2;
	return /\.shp$/i.test(name) ? 0 : 1;
}

function names({ fields }: ImportPreview): string {
	return fields.map((f) => f.name).join('\n');
}
