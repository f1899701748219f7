import type { CivilDate } from '#lib/kernel/dates.ts';
import type { Bilingual } from '#lib/kernel/layer.ts';
import type { AppealOutcome } from '../life/appeal.ts';
import type { CertificateKind, CertificateStatus } from './types.ts';

/** A certificate in a list of the offices. */
export interface CertificateCard {
	number: string;
	kind: CertificateKind;
	code: string;
	subject: string | null;
	status: CertificateStatus;
	issued_at: string;
	valid_until: CivilDate | null;
	/** SHA-256 of the paper; null until it is set for the first time. */
	sha256: string | null;
	revoked: { at: string; reason: string; article: string | null } | null;
	superseded_by: string | null;
	/** What whoever asks may do. */
	may: { read: boolean; revoke: boolean };
}

/** A row of the audit log that is not as it was. */
export interface TamperedRow {
	chain: number;
	seq: number;
	reason: 'edited' | 'unlinked' | 'missing' | 'rewritten';
	/** What it told of; null where it is gone, or no row of this certificate. */
	action: string | null;
	at: string | null;
}

/** What everybody who holds the code is told, at this moment. Nobody's name is in it. */
export interface CertificateCheck {
	kind: CertificateKind;
	number: string;
	code: string;
	/** Of the case; null for a statement. */
	reference: string | null;
	subject: string | null;
	/** What it is worth: nothing where its record was changed, which vouches for nothing. */
	status: CertificateStatus | 'altered';
	/** What it would be worth by its dates and by what became of it. */
	certificate_status: CertificateStatus;
	unit: Bilingual;
	parcel: string | null;
	issued_at: string;
	valid_until: CivilDate | null;
	revoked_at: string | null;
	/** The licence it stands on, where that was suspended or revoked after it was issued. */
	licence: { reference: string; state: 'suspended' | 'revoked'; since: string } | null;
	/** Of a refusal: the appeal against it; null where nobody appealed. */
	appeal: { filed_at: string; outcome: AppealOutcome | null; decided_at: string | null } | null;
	superseded_by: string | null;
	/** The case whose licence changed this one: it took its place and was not taken back. */
	amended_by: string | null;
	/** WGS84. */
	outline: { plot: GeoJSON.MultiPolygon; footprint: GeoJSON.MultiPolygon | null };
	/** Plot and building for a picture: SVG paths in metres, the box around them. */
	picture: { plot: string; footprint: string | null; box: [number, number, number, number] };
	/** Of the paper; null while none was made. */
	paper: { sha256: string; bytes: number; made_at: string } | null;
	record: {
		/** Nothing that led to it, and nothing in it, was changed since. */
		ok: boolean;
		/** Rows of the audit log that were computed again. */
		rows: number;
		/** As it is printed on the paper. */
		digest: string;
		bad: TamperedRow[];
		/** What of the certificate is not what the log says was issued. */
		altered: ('content' | 'certificate')[];
	};
	checked_at: string;
}

/** What is said of a file that somebody holds against a certificate. */
export interface PaperCheck {
	genuine: boolean;
	/** Of what was sent. */
	sha256: string;
	/** Of the paper as it was issued; null while none was made. */
	issued_sha256: string | null;
	number: string;
	/** What the paper is worth: as much as its certificate, or nothing where it is not the one that was issued. */
	status: CertificateCheck['status'] | 'forged';
	/** What the certificate itself would be worth, whatever was sent and became of its record. */
	certificate_status: CertificateStatus;
}
