/** What a recomputation did, as ids of dig_clash. */
export interface ClashChanges {
	opened: string[];
	changed: string[];
	closed: string[];
}
