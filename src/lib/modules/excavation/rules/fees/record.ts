import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { Piastres } from '#lib/kernel/money.ts';
import type { Window } from '../types.ts';
import type { Category, Method } from '../vocabulary.ts';
import type { DepositEntry, ReleaseObstacle } from './deposit.ts';
import type { Fees, OpenedPart, Overrun, TariffRow } from './types.ts';
import type { Assumption, Charge, PaymentMethod, RoadGrade, TariffUnit } from './vocabulary.ts';

/** What a quote was made from: when any of it changes, the quote does. */
export interface FeeBasis {
	window: Window;
	category: Category;
	method: Method;
	parts: OpenedPart[];
	/** What nobody has said. */
	assumed: Assumption[];
	/** The lead of its joint trench, which opens and restores what they share; absent where it digs alone. */
	led_by?: string | null;
}

export interface Receipt {
	/** `RC-2026-000001`, gapless within a year. */
	number: string;
	charge: Charge;
	amount: Piastres;
	method: PaymentMethod;
	document: string | null;
	paid_at: string;
	cashier: Bilingual | null;
	cancelled: { at: string; reason: string; by: Bilingual | null } | null;
}

export interface DepositMove extends DepositEntry {
	at: string;
	by: Bilingual | null;
	reason: string | null;
	receipt: string | null;
}

type Amounts = Record<Charge, Piastres>;

/** The account of one dig. */
export interface DigFees {
	reference: string;
	/** Null while it is only a quote; else when the account was drawn up, for which version of the dig. */
	drawn_up: { at: string; version: number; by: Bilingual | null } | null;
	basis: FeeBasis;
	/** The register's word on the grade, when somebody gave it. */
	grade: { grade: RoadGrade; reason: string } | null;
	fees: Fees;
	overrun: Overrun | null;
	charged: Amounts;
	paid: Amounts;
	/** Negative: paid too much. */
	due: Amounts;
	receipts: Receipt[];
	deposit: {
		balance: Piastres;
		moves: DepositMove[];
		guarantee_until: CivilDate | null;
		/** Why it cannot go back today; null when it can. */
		obstacle: ReleaseObstacle | null;
	};
	may: { collect: boolean; settle: boolean; set_grade: boolean };
}

/** A row of the tariff as the page of prices shows it. */
export interface TariffRecord extends TariffRow {
	unit: TariffUnit;
	closed: { reason: string } | null;
}

export interface Tariff {
	rows: TariffRecord[];
	today: CivilDate;
	may_edit: boolean;
	/** May look into the cash desk. */
	may_see_cash: boolean;
}

/** An account that is not paid in full; what is owed of each charge. */
export interface Due {
	reference: string;
	title: string;
	promoter: Bilingual;
	since: string;
	fees: Piastres;
	deposit: Piastres;
}

export interface CashDesk {
	today: CivilDate;
	due: Due[];
	/** Of today, the newest first. */
	receipts: (Receipt & { reference: string })[];
}
