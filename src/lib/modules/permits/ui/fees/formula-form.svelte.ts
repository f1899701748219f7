import type { Condition, FeeFormula, Formula, FormulaKind, Quantity } from '../../rules/index.ts';

/** A row of a list that is being typed. */
export interface TierField {
	up_to: number | null;
	rate: number | null;
}
export interface ConditionField {
	of: Quantity;
	how: 'over' | 'from';
	value: number | null;
}

/** A formula as people type it: pounds, percents, metres. */
export class FormulaForm {
	kind = $state<FormulaKind>('flat');
	/** Pounds; percent of a rate, an exemption. */
	amount = $state<number | null>(null);
	of = $state<Quantity>('floors');
	by = $state<'slices' | 'steps'>('slices');
	tiers = $state<TierField[]>([{ up_to: null, rate: null }]);
	min = $state<number | null>(null);
	max = $state<number | null>(null);
	growth = $state<number | null>(null);
	since = $state('');
	bounds = $state(false);
	when = $state<ConditionField[]>([]);

	constructor(like: FeeFormula | null) {
		const f = like?.formula;
		if (!f) return;
		this.kind = f.kind;
		if ('amount' in f) this.amount = f.amount / 100;
		if ('rate' in f) this.amount = f.kind === 'percent' ? f.rate / 10_000 : f.rate / 100;
		if ('share' in f) this.amount = f.share / 10_000;
		if ('of' in f) this.of = f.of;
		if (f.kind === 'tiered') {
			this.by = f.by;
			const scale = shareOf(f.of, f.by) ? 10_000 : 100;
			this.tiers = f.tiers.map((t) => ({
				up_to: t.up_to === null ? null : t.up_to / 100,
				rate: t.rate / scale
			}));
		}
		if ('min' in f && f.min !== undefined) this.min = f.min / 100;
		if ('max' in f && f.max !== undefined) this.max = f.max / 100;
		if ('index' in f && f.index) {
			this.growth = f.index.rate / 10_000;
			this.since = f.index.since;
			this.bounds = f.index.bounds;
		}
		if ('when' in f) this.when = (f.when ?? []).map(fieldOf);
	}

	get charges(): boolean {
		return ['flat', 'per_unit', 'tiered', 'percent'].includes(this.kind);
	}

	/** Rates of the value of the works are percents, all others pounds. */
	get inPercent(): boolean {
		if (this.kind === 'tiered') return shareOf(this.of, this.by);
		return this.kind === 'percent' || this.kind === 'exemption';
	}

	get complete(): boolean {
		if (this.kind === 'ended') return true;
		if (this.kind === 'tiered')
			return this.tiers.every(
				(t, i) => t.rate !== null && (t.up_to === null) === (i === this.tiers.length - 1)
			);
		return this.amount !== null && (this.growth === null || this.since !== '');
	}

	/** In the units of the API. */
	value(): Formula {
		const amount = whole(this.amount, this.inPercent ? 10_000 : 100);
		switch (this.kind) {
			case 'flat':
				return { kind: 'flat', amount, ...this.#around() };
			case 'per_unit':
				return {
					kind: 'per_unit',
					of: this.of as Exclude<Quantity, 'works_value'>,
					rate: amount,
					...this.#around()
				};
			case 'percent':
				return { kind: 'percent', rate: amount, ...this.#around() };
			case 'tiered': {
				const scale = this.inPercent ? 10_000 : 100;
				const tiers = this.tiers.map((t) => ({
					up_to: t.up_to === null ? null : whole(t.up_to, 100),
					rate: whole(t.rate, scale)
				}));
				return { kind: 'tiered', of: this.of, by: this.by, tiers, ...this.#around() };
			}
			case 'unit_cost':
				return { kind: 'unit_cost', rate: amount };
			case 'exemption':
				return { kind: 'exemption', share: amount };
			case 'ended':
				return { kind: 'ended' };
		}
	}

	#around() {
		const when = this.when.filter((c) => c.value !== null).map(conditionOf);
		return {
			...(this.min === null ? {} : { min: whole(this.min, 100) }),
			...(this.max === null ? {} : { max: whole(this.max, 100) }),
			...(this.growth === null
				? {}
				: { index: { rate: whole(this.growth, 10_000), since: this.since, bounds: this.bounds } }),
			...(when.length ? { when } : {})
		};
	}
}

const shareOf = (of: Quantity, by: string): boolean => of === 'works_value' && by === 'slices';
const whole = (value: number | null, scale: number): number => Math.round((value ?? 0) * scale);
const fieldOf = ({ of, over, from }: Condition): ConditionField => ({
	of,
	how: over === undefined ? 'from' : 'over',
	value: (over ?? from ?? 0) / 100
});
const conditionOf = ({ of, how, value }: ConditionField): Condition => ({ of, [how]: whole(value, 100) });
