/** What a new call for programmes is offered first. */
export interface CallOffer {
	start: string;
	end: string;
	due: string;
	units: { id: string; code: string; name: { ar: string; en: string } }[];
}
